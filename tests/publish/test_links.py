"""Links between posts become the addresses of their issues and discussions."""

from __future__ import annotations

from writers import Writer


def text(writer: Writer, number: int) -> str:
    """An issue's text, its destinations without the angle brackets that they may stand in."""
    return writer.body(number).replace("(<", "(").replace(">)", ")")


def test_a_link_to_an_older_post_leads_to_its_issue_in_the_first_publish_already(
    writer: Writer,
) -> None:
    writer.write("posts/2022-07-03-w1.md", "# W1\n\ntext\n")
    writer.write("posts/2022-07-10-w2.md", "# W2\n\n[last week](./2022-07-03-w1.md#news)\n")
    before = len(writer.box.requests)
    writer.publish()
    assert f"[last week]({writer.repo.url}/issues/1#news)" in text(writer, 2)
    writes = [one for one in writer.box.requests[before:] if one.method == "PATCH"]
    assert not writes
    outcome, requests = writer.counted()
    assert (outcome, requests) == (None, 1)


def test_a_post_goes_out_behind_the_newer_one_that_it_leads_to(writer: Writer) -> None:
    writer.write("posts/2022-07-03-w1.md", "# W1\n\n[next](2022-07-10-w2.md)\n")
    writer.write("posts/2022-07-10-w2.md", "# W2\n\ntext\n")
    outcome = writer.publish()
    assert outcome
    assert outcome.ok
    assert writer.titles() == ["W2", "W1"]
    assert f"[next]({writer.repo.url}/issues/1)" in text(writer, 2)
    assert writer.publish() is None


def test_a_circle_costs_one_extra_update(writer: Writer) -> None:
    writer.write("posts/zero.md", "# Zero\n\ntext\n")
    writer.publish()
    writer.write("posts/2022-07-03-w1.md", "# W1\n\n[next](2022-07-10-w2.md)\n")
    writer.write("posts/2022-07-10-w2.md", "# W2\n\n[last](2022-07-03-w1.md)\n")
    outcome, requests = writer.counted()
    assert outcome
    assert outcome.ok
    assert requests == 2 + 3 + 1
    url = writer.repo.url
    bodies = {writer.titles()[n - 1]: text(writer, n) for n in (2, 3)}
    numbers = {title: n + 1 for n, title in enumerate(writer.titles())}
    assert f"[next]({url}/issues/{numbers['W2']})" in bodies["W1"]
    assert f"[last]({url}/issues/{numbers['W1']})" in bodies["W2"]
    outcome, requests = writer.counted()
    assert (outcome, requests) == (None, 1)


def test_three_in_a_circle_and_one_that_leads_into_it(writer: Writer) -> None:
    names = ["a", "b", "c"]
    for name, following in zip(names, ["b", "c", "a"], strict=True):
        writer.write(f"posts/{name}.md", f"# {name}\n\n[x]({following}.md)\n")
    writer.write("posts/d.md", "# d\n\n[x](a.md) [y](c.md)\n")
    outcome = writer.publish()
    assert outcome
    assert outcome.ok
    numbers = {title: n + 1 for n, title in enumerate(writer.titles())}
    for name, following in zip([*names, "d"], ["b", "c", "a", "a"], strict=True):
        assert f"[x]({writer.repo.url}/issues/{numbers[following]})" in text(writer, numbers[name])
    assert writer.publish() is None


def test_a_published_post_is_updated_when_what_it_leads_to_is_published(writer: Writer) -> None:
    writer.write("posts/w1.md", "# W1\n\n[next](w2.md)\n")
    writer.write("posts/w2.md", "---\ntitle: W2\ndraft: true\n---\ntext\n")
    writer.publish()
    assert f"{writer.repo.url}/issues/2" not in text(writer, 1)
    writer.write("posts/w2.md", "---\ntitle: W2\n---\ntext\n")
    plan = writer.plan()
    assert [(change.post, change.action) for change in plan.writes] == [
        ("w2", "create"),
        ("w1", "update"),
    ]
    writer.publish()
    assert f"[next]({writer.repo.url}/issues/2)" in text(writer, 1)
    assert writer.publish() is None


def test_a_link_follows_a_file_that_moved(writer: Writer) -> None:
    writer.write("posts/w1.md", "# W1\n\ntext\n")
    writer.write("posts/w2.md", "# W2\n\n[last](w1.md)\n")
    writer.publish()
    (writer.folder / "posts/w1.md").rename(writer.folder / "posts/moved.md")
    writer.publish()
    assert f"[last]({writer.repo.url}/issues/1)" in text(writer, 2)
    assert writer.publish() is None
    assert f"[last]({writer.repo.url}/issues/1)" in text(writer, 2)
    writer.write("posts/w2.md", "# W2\n\n[last](moved.md)\n")
    writer.publish()
    assert f"[last]({writer.repo.url}/issues/1)" in text(writer, 2)
    assert writer.publish() is None


def test_a_link_to_a_discussion_leads_to_the_discussion(writer: Writer) -> None:
    writer.repo.has_discussions = True
    writer.repo.make_categories()
    head = "---\ntitle: Talk\ntarget: discussion\ncategory: General\ndate: 2022-01-01\n---\n"
    writer.write("posts/talk.md", f"{head}text\n")
    writer.write("posts/w1.md", "# W1\n\n[talk](talk.md)\n")
    writer.publish()
    assert f"[talk]({writer.repo.url}/discussions/1)" in text(writer, 2)


def test_a_link_to_another_file_leads_to_the_default_branch(writer: Writer) -> None:
    writer.write("posts/data/果.csv", "a,b\n")
    writer.write("posts/w1.md", "# W1\n\n[data](data/果.csv#L2)\n")
    writer.publish()
    place = "/blob/HEAD/posts/data/%E6%9E%9C.csv#L2"
    assert f"[data]({writer.repo.url}{place})" in text(writer, 1)


def test_a_link_to_nothing_stays_as_it_was_typed(writer: Writer) -> None:
    writer.write("posts/w1.md", "# W1\n\n[gone](gone.md) [x](no/where.txt)\n")
    writer.publish()
    assert "[gone](gone.md) [x](no/where.txt)" in text(writer, 1)


def test_wikilinks_lead_to_posts(writer: Writer) -> None:
    writer.write("posts/2022-07-03-w1.md", "# W1\n\ntext\n")
    writer.write("posts/w2.md", "# W2\n\n[[2022-07-03-w1|last week]]\n")
    writer.publish()
    assert f"[last week]({writer.repo.url}/issues/1)" in text(writer, 2)


def test_an_update_for_a_link_is_left_out_if_the_new_post_fails(writer: Writer) -> None:
    writer.write("posts/w1.md", "# W1\n\n[next](w2.md)\n")
    writer.publish()
    before = writer.body(1)
    writer.write("posts/w2.md", "# W2\n\ntext\n")
    writer.box.faults.add("POST *issues", status=422, body={"message": "no"})
    outcome = writer.publish()
    assert outcome
    assert not outcome.ok
    assert writer.body(1) == before
    writer.publish()
    assert f"[next]({writer.repo.url}/issues/2)" in text(writer, 1)


def test_a_long_chain_of_posts_is_ordered(
    writer: Writer,
) -> None:
    for n in range(60):
        link = f"[last](p{n + 1}.md)" if n < 59 else ""
        writer.write(f"posts/p{n}.md", f"# P{n}\n\ntext {link}\n")
    plan = writer.plan()
    assert [change.post for change in plan.writes] == [f"p{n}" for n in reversed(range(60))]
