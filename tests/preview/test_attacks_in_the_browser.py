"""The attacks of tests/render/attacks.txt in a browser: none runs, with the policy or without."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, Route
from preview.conftest import Folder
from render.attacks import attacks

from ghblog.preview import Preview

Serve = Callable[..., Preview]
Tabs = Callable[..., Page]

ATTACKS = attacks()
# Whatever an attack may call is caught, should it run.
TRAPS = """window.ran = [];
for (const name of ['alert', 'confirm', 'prompt', 'print', 'open']) {
    window[name] = (...given) => { window.ran.push(`${name}(${given})`); };
}"""
# What is left in the page that could run on a click, on a key, or later.
LOOK = """async () => {
    const page = document.querySelector('#page') || document.querySelector('main');
    const found = [...window.ran];
    for (const each of page.querySelectorAll('*')) {
        for (const {name, value} of each.attributes) {
            if (/^on/i.test(name)) found.push(`${each.nodeName} ${name}`);
            if (/^(href|src|action|formaction|xlink:href|data|srcdoc)$/i.test(name)
                && !/^(https?:|mailto:|xmpp:|ircs?:|data:image|[/#?]|[^:]*$)/i.test(value.trim())) {
                found.push(`${each.nodeName} ${name}=${value}`);
            }
        }
        if (/^(script|iframe|object|embed|base|meta|link|style|form|textarea|template)$/i
            .test(each.nodeName)) found.push(each.nodeName);
        each.dispatchEvent(new MouseEvent('mouseover', {bubbles: true}));
        each.dispatchEvent(new FocusEvent('focus'));
    }
    for (const link of page.querySelectorAll('a[href]')) {
        if (!/^(https?|mailto|xmpp|ircs?):$/.test(link.protocol)) found.push(link.href);
    }
    for (const name of ['find', 'take', 'show', 'ran', 'patch']) {
        if (window[name] instanceof Element) found.push(`window.${name} taken`);
    }
    if (document.querySelectorAll('#main, #rows, #filter').length !== 3) found.push('ids taken');
    return [...found, ...window.ran];
}"""


@pytest.mark.parametrize("policy", [True, False], ids=["with the policy", "without it"])
def test_no_attack_runs_in_chromium(policy: bool, folder: Folder, serve: Serve, tab: Tabs) -> None:
    names = dict(enumerate(ATTACKS))
    for n, name in names.items():
        head = f"---\ntitle: attack {n}\ndate: 2026-11-15\n---\n\n"
        folder.write(f"posts/{n}.md", head + ATTACKS[name])
    url = serve(folder).url
    page = tab(bypass_csp=not policy)
    page.add_init_script(TRAPS)
    elsewhere: list[str] = []

    def refuse(route: Route) -> None:
        elsewhere.append(route.request.url)
        route.abort()

    page.route(re.compile(r"^https?://(?!127\.0\.0\.1:)"), refuse)
    wrong: dict[str, list[str]] = {}
    page.goto(url)
    for n, name in names.items():
        if policy:  # as people go from post to post
            page.evaluate("address => show(address, {push: true})", f"/posts/{n}")
        else:
            page.goto(f"{url}/posts/{n}", wait_until="load")
        assert page.locator("main > h1").text_content() != "writer/weekly"
        found = page.evaluate(LOOK)
        assert isinstance(found, list)  # the look itself was not led astray
        if found:
            wrong[name] = found
    assert wrong == {}
    assert elsewhere == []
    assert len(names) >= 60


def test_an_attack_that_does_run_would_be_noticed(
    folder: Folder, serve: Serve, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ghblog.preview.pages.issue_page", lambda text, _: text)
    attack = "<svg onload=alert(1)></svg><a href='javascript:alert(2)'>x</a>"
    folder.write("posts/a.md", f"---\ntitle: a\ndate: 2026-11-15\n---\n\n{attack}\n")
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.add_init_script(TRAPS)
    page.goto(f"{serve(folder).url}/posts/a")
    found = page.evaluate(LOOK)
    context.close()
    assert found[0] == "alert(1)"
    assert "A href=javascript:alert(2)" in found
