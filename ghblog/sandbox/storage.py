"""The sandbox's state in a folder: a JSON file a thing, each replaced at once, beside real git.

state.json                   users, tokens, the last id
repositories/ID.json         a repository without its items
repositories/ID/NUMBER.json  an issue, discussion or pull request
attachments/ID.json, ID.bin  a file that was dropped into a text
git/ID.git                   a bare repository
"""

from __future__ import annotations

import json
from dataclasses import asdict, fields, is_dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar, get_args, get_type_hints

from ghblog.sandbox.git import GitStore
from ghblog.sandbox.items import Attachment, Category, Item, Label, Milestone
from ghblog.sandbox.protection import Protection
from ghblog.sandbox.repository import Repository
from ghblog.sandbox.users import Token, User
from ghblog.sandbox.world import World

_PLAIN = (
    "name",
    "private",
    "archived",
    "has_issues",
    "has_discussions",
    "description",
    "default_branch",
    "collaborators",
    "last_number",
)
# What later versions added: a folder of an earlier one lacks it.
_LATER = ("watchers", "actions_open_pulls")
_DATES = ("created", "updated", "pushed")
_REMEMBERED = 100_000  # characters; longer files are simply written again
T = TypeVar("T")


def load_thing(kind: type[T], data: Any) -> T:
    """A dataclass out of JSON: times and lists of further dataclasses included."""
    hints = get_type_hints(kind)
    names = [each.name for each in fields(kind) if each.name in data]  # type: ignore[arg-type]
    return kind(**{name: _value(hints[name], data[name]) for name in names})


def _value(hint: Any, value: Any) -> Any:
    inner = get_args(hint)
    if value is None:
        return None
    if hint is datetime or datetime in inner:
        return datetime.fromisoformat(value)
    if isinstance(value, dict) and inner and is_dataclass(inner[0]):
        return load_thing(inner[0], value)  # type: ignore[arg-type]
    if isinstance(value, list) and inner and is_dataclass(inner[0]):
        return [load_thing(inner[0], each) for each in value]  # type: ignore[arg-type]
    if isinstance(value, list) and hint is not list and "list" not in str(hint):
        return frozenset(value) if "frozenset" in str(hint) else tuple(value)
    return value


class Storage:
    """Keeps a world in its folder."""

    def __init__(self, world: World, folder: Path) -> None:
        self._world = world
        self._folder = folder
        self._written: dict[Path, str] = {}
        self._kept: set[str] = set()  # attachments, which never change

    def load(self) -> None:
        """Read what is there into the world, if anything is."""
        state = self._read(self._folder / "state.json")
        if state is None:
            return
        world = self._world
        for each in state["users"]:
            user = load_thing(User, each)
            world.users[user.login.casefold()] = user
        for each in state["tokens"]:
            token = load_thing(Token, each)
            world.tokens[token.value] = token
        world.names = dict(state["names"])
        for number in state["repositories"]:
            world.repositories[number] = self._load_repository(number)
        for path in sorted((self._folder / "attachments").glob("*.json")):
            data = path.with_suffix(".bin").read_bytes()
            world.attachments[path.stem] = Attachment(**self._read(path), data=data)
            self._kept.add(path.stem)
        world.last_id = state["last_id"]

    def _load_repository(self, number: int) -> Repository:
        world, folder = self._world, self._folder / "repositories"
        facts = self._read(folder / f"{number}.json")
        git = GitStore(self._folder / "git" / f"{number}.git")
        owner = world.user(facts["owner"])
        repo = Repository(world, number=number, owner=owner, name=facts["name"], git=git)
        for name in _PLAIN:
            setattr(repo, name, facts[name])
        for name in _DATES:
            setattr(repo, name, datetime.fromisoformat(facts[name]))
        for name in _LATER:
            setattr(repo, name, facts.get(name, getattr(repo, name)))
        milestones = (load_thing(Milestone, each) for each in facts.get("milestones", ()))
        repo.milestones = {milestone.number: milestone for milestone in milestones}
        rules = facts.get("protected", {})
        repo.protected = {name: load_thing(Protection, each) for name, each in rules.items()}
        repo.contributors = set(facts["contributors"])
        repo.deleted = set(facts["deleted"])
        labels = (load_thing(Label, each) for each in facts["labels"])
        repo.labels = {label.name.casefold(): label for label in labels}
        categories = (load_thing(Category, each) for each in facts["categories"])
        repo.categories = {category.id: category for category in categories}
        paths = sorted((folder / str(number)).glob("*.json"), key=lambda path: int(path.stem))
        items = (load_thing(Item, self._read(path)) for path in paths)
        repo.items = {item.number: item for item in items}
        return repo

    def save(self) -> None:
        """Write what changed since the last time."""
        world = self._world
        with world.lock:
            for repo in world.repositories.values():
                self._save_repository(repo)
            for attachment in world.attachments.values():
                self._save_attachment(attachment)
            state = {
                "last_id": world.last_id,
                "users": [asdict(user) for user in world.users.values()],
                "tokens": [_token(token) for token in world.tokens.values()],
                "names": world.names,
                "repositories": sorted(world.repositories),
            }
            self._write(self._folder / "state.json", state)

    def _save_repository(self, repo: Repository) -> None:
        folder = self._folder / "repositories"
        for number in sorted(repo.dirty):
            path = folder / str(repo.id) / f"{number}.json"
            if number in repo.items:
                self._write(path, asdict(repo.items[number]))
            else:
                path.unlink(missing_ok=True)
        repo.dirty.clear()
        facts: dict[str, Any] = {name: getattr(repo, name) for name in (*_PLAIN, *_LATER)}
        facts |= {name: getattr(repo, name) for name in _DATES}
        facts |= {"owner": repo.owner.login, "contributors": sorted(repo.contributors)}
        facts["deleted"] = sorted(repo.deleted)
        facts["protected"] = {name: asdict(rule) for name, rule in repo.protected.items()}
        facts["labels"] = [asdict(label) for label in repo.labels.values()]
        facts["categories"] = [asdict(category) for category in repo.categories.values()]
        facts["milestones"] = [asdict(milestone) for milestone in repo.milestones.values()]
        self._write(folder / f"{repo.id}.json", facts)

    def _save_attachment(self, attachment: Attachment) -> None:
        if attachment.id in self._kept:
            return
        path = self._folder / "attachments" / f"{attachment.id}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.with_suffix(".bin").write_bytes(attachment.data)
        facts = {key: value for key, value in vars(attachment).items() if key != "data"}
        self._write(path, facts)
        self._kept.add(attachment.id)

    @staticmethod
    def _read(path: Path) -> Any:
        return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None

    def _write(self, path: Path, value: Any) -> None:
        text = json.dumps(value, ensure_ascii=False, indent=1, default=_plain)
        if self._written.get(path) == text:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        new = path.with_suffix(".new")
        new.write_text(text, encoding="utf-8", newline="\n")
        new.replace(path)
        self._written[path] = text if len(text) < _REMEMBERED else ""


def _token(token: Token) -> dict[str, Any]:
    limits = None if token.permissions is None else dict(token.permissions)
    return {**vars(token), "permissions": limits}


def _plain(value: object) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, frozenset | set | tuple):
        return sorted(value)
    raise TypeError(f"{value!r} is no JSON")
