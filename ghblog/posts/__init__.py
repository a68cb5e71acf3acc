"""Files → `Post` → `Document`: discovery, front matter, title, date, pictures; the composer."""
