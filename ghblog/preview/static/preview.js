// The preview in the browser: shows what the server says, keeps the place, copies, listens to keys.
'use strict';

const root = document.documentElement;
const find = (selector, within = document) => within.querySelector(selector);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];

// --- the theme, before anything is painted ---------------------------------------------------

const setTheme = (name) => {
  if (name) root.dataset.theme = name;
  else delete root.dataset.theme;
};
const remember = (key, value) => {
  try {
    localStorage.setItem(key, value);
  } catch { /* a browser that keeps nothing */ }
};
const recall = (key) => {
  try {
    return localStorage.getItem(key) || '';
  } catch {
    return '';
  }
};
setTheme(recall('theme'));

// --- putting a new page in place of the old, and only where they differ ------------------------

const OURS = new Set(['hidden', 'open', 'aria-selected', 'style']); // what this script sets

function patch(old, fresh) {
  if (old.isEqualNode(fresh)) return;
  if (old.nodeName !== fresh.nodeName || old.nodeType !== Node.ELEMENT_NODE) {
    old.replaceWith(fresh);
    return;
  }
  for (const { name } of [...old.attributes]) {
    if (!fresh.hasAttribute(name) && !OURS.has(name)) old.removeAttribute(name);
  }
  for (const { name, value } of fresh.attributes) {
    if (old.getAttribute(name) !== value && !OURS.has(name)) old.setAttribute(name, value);
  }
  patchChildren(old, fresh);
}

function patchChildren(old, fresh) {
  const olds = [...old.childNodes];
  const news = [...fresh.childNodes];
  while (olds.length && news.length && olds[0].isEqualNode(news[0])) {
    olds.shift();
    news.shift();
  }
  while (olds.length && news.length && olds.at(-1).isEqualNode(news.at(-1))) {
    olds.pop();
    news.pop();
  }
  const end = olds.length ? olds.at(-1).nextSibling : null;
  const before = olds.length ? end : firstAfter(old, fresh, news);
  while (olds.length && news.length) patch(olds.shift(), news.shift());
  olds.forEach((node) => node.remove());
  news.forEach((node) => old.insertBefore(node, before));
}

// Where new nodes go if all the old ones stay: before those that are equal at the end.
function firstAfter(old, fresh, news) {
  if (!news.length) return null;
  const at = [...fresh.childNodes].indexOf(news[0]);
  return old.childNodes[at] || null;
}

// The topmost block in sight, and how far it is from the top.
function place() {
  const top = find('.top').getBoundingClientRect().bottom;
  for (const each of all('.panel:not([hidden]) :is(.markdown-body > *, li, tr, pre)')) {
    const box = each.getBoundingClientRect();
    if (box.bottom > top && box.height) return { each, at: box.top };
  }
  return null;
}

function keepPlace(change) {
  const before = place();
  const { scrollX, scrollY } = window;
  change();
  if (before?.each.isConnected && scrollY) {
    window.scrollBy(0, before.each.getBoundingClientRect().top - before.at);
  } else {
    window.scrollTo(scrollX, scrollY);
  }
}

function take(page) {
  const same = find('#main').dataset.here === find('#main', page).dataset.here;
  const change = () => {
    if (same) patch(find('#main'), find('#main', page));
    else find('#main').replaceWith(find('#main', page));
    for (const id of ['bar', 'rows']) patch(find(`#${id}`), find(`#${id}`, page));
    document.title = page.title;
    document.body.dataset.version = page.body.dataset.version;
    dress();
  };
  all('#rows .row').forEach((row) => { row.hidden = false; });
  if (same) keepPlace(change);
  else {
    change();
    window.scrollTo(0, 0);
    find('.row.here')?.scrollIntoView({ block: 'nearest' });
  }
  document.dispatchEvent(new CustomEvent('shown', { detail: document.body.dataset.version }));
}

let asked = 0;
async function show(address, { push = false } = {}) {
  const mine = ++asked;
  let answer;
  try {
    answer = await fetch(address, { headers: { accept: 'text/html' } });
  } catch {
    return; // the server has ended; the events say so
  }
  const text = await answer.text();
  if (mine !== asked) return; // somebody went elsewhere meanwhile
  if (push) history.pushState(null, '', address);
  take(new DOMParser().parseFromString(text, 'text/html'));
}

// What the server does not know: the chosen tab, the filter, colours of chips.
function dress() {
  chooseTab(recall('tab'));
  filter();
  all('[data-color]').forEach((chip) => { chip.style.backgroundColor = chip.dataset.color; });
}

// --- tabs and the list ------------------------------------------------------------------------

function chooseTab(name) {
  const tabs = all('[role=tab]');
  if (!tabs.length) return;
  const chosen = tabs.find((tab) => tab.dataset.tab === name) || tabs[0];
  for (const tab of tabs) {
    tab.setAttribute('aria-selected', String(tab === chosen));
    tab.tabIndex = tab === chosen ? 0 : -1;
    find(`#panel-${tab.dataset.tab}`).hidden = tab !== chosen;
  }
}

function pickTab(name) {
  remember('tab', name);
  chooseTab(name);
}

function filter() {
  const words = find('#filter').value.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const posts = all('#rows .post');
  let left = 0;
  for (const row of posts) {
    const text = row.textContent.toLowerCase();
    row.hidden = !words.every((word) => text.includes(word));
    left += !row.hidden;
  }
  find('#nothing').hidden = !posts.length || left > 0;
}

function step(by) {
  const rows = all('#rows .row').filter((row) => !row.hidden);
  const at = rows.findIndex((row) => row.classList.contains('here'));
  const next = rows[at < 0 ? 0 : at + by];
  if (next) show(find('a', next).getAttribute('href'), { push: true });
}

function menu(open = !document.body.classList.contains('menu-open')) {
  document.body.classList.toggle('menu-open', open);
  find('.menu').setAttribute('aria-expanded', String(open));
}

// --- copying ----------------------------------------------------------------------------------

const STYLES = [
  'background-color', 'border-bottom', 'border-collapse', 'border-left', 'border-right',
  'border-top', 'border-radius', 'color', 'display', 'font-family', 'font-size', 'font-style',
  'font-weight', 'line-height', 'list-style-type', 'margin-bottom', 'margin-left', 'margin-right',
  'margin-top', 'padding-bottom', 'padding-left', 'padding-right', 'padding-top', 'text-align',
  'text-decoration-line', 'vertical-align', 'white-space',
];

// The page with the light theme's looks written into each element: editors drop style sheets.
function dressed(shown) {
  const inert = document.implementation.createHTMLDocument(''); // fetches no pictures
  const copy = inert.importNode(shown, true);
  const theme = root.dataset.theme || '';
  setTheme('light');
  const olds = [shown, ...all('*', shown)];
  [copy, ...all('*', copy)].forEach((each, at) => {
    if (!(each instanceof Element) || each.closest('math')) return;
    const style = getComputedStyle(olds[at]);
    const said = STYLES.map((name) => `${name}: ${style.getPropertyValue(name)}`);
    each.style.cssText = said.filter((one) => !/: (none|normal|auto|0px( none.*)?)$/.test(one)).join('; ');
  });
  setTheme(theme);
  return copy;
}

async function richText() {
  const shown = find('#page');
  const links = JSON.parse(shown.dataset.links);
  const copy = find('body', document.implementation.createHTMLDocument(''));
  for (const body of all('.markdown-body', shown)) {
    const made = dressed(body);
    for (const each of all('.remote-picture', made)) {
      const picture = made.ownerDocument.createElement('img');
      picture.src = each.dataset.src;
      picture.alt = each.dataset.alt;
      picture.style.maxWidth = '100%';
      each.replaceWith(picture);
    }
    all('[id], [class]', made).forEach((each) => {
      ['id', 'class'].forEach((name) => each.removeAttribute(name));
    });
    for (const each of all('[src], [href], [srcset]', made)) await settle(each, links);
    all('input', made).forEach((box) => box.replaceWith(box.hasAttribute('checked') ? '☑ ' : '☐ '));
    made.removeAttribute('class');
    copy.append(copy.ownerDocument.importNode(made, true));
  }
  return copy.innerHTML;
}

// An address that holds elsewhere: on GitHub if it is there, else the picture itself.
async function settle(each, links) {
  for (const name of ['src', 'href', 'srcset']) {
    const address = each.getAttribute(name);
    if (!address?.startsWith('/')) continue;
    if (links[address]) each.setAttribute(name, links[address]);
    else if (name === 'src' && each.nodeName === 'IMG') each.setAttribute(name, await asData(address));
    else each.removeAttribute(name);
  }
}

async function asData(address) {
  const blob = await (await fetch(address)).blob();
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
}

const blobOf = async (text, type) => new Blob([await text], { type });

async function copy(button, kinds) {
  let done = true;
  try {
    if (navigator.clipboard?.write) {
      const items = Object.entries(kinds).map(([type, text]) => [type, blobOf(text, type)]);
      await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(items))]);
    } else {
      done = await copyOldWay(kinds);
    }
  } catch {
    done = false;
  }
  button.dataset.label ||= button.textContent;
  button.textContent = document.body.dataset[done ? 'copied' : 'notCopied'];
  setTimeout(() => { button.textContent = button.dataset.label; }, 2000);
}

// Pages by plain http from another machine (`--host`) have no clipboard of their own.
async function copyOldWay(kinds) {
  const ready = await Promise.all(Object.entries(kinds).map(async ([type, text]) => [type, await text]));
  const fill = (event) => {
    ready.forEach(([type, text]) => event.clipboardData.setData(type, text));
    event.preventDefault();
  };
  document.addEventListener('copy', fill, { once: true });
  const done = document.execCommand('copy');
  document.removeEventListener('copy', fill);
  return done;
}

const sentText = () => all('pre.sent').map((each) => each.textContent).join('\n');

const DOES = {
  menu: () => menu(),
  help: () => (find('#help').open ? find('#help').close() : find('#help').showModal()),
  ask: () => fetch('/ask', { method: 'POST' }).catch(() => {}),
  'copy-markdown': (button) => copy(button, { 'text/plain': sentText() }),
  'copy-rich': (button) => copy(button, { 'text/html': richText(), 'text/plain': sentText() }),
};

// --- what people do ---------------------------------------------------------------------------

function clicked(event) {
  const button = event.target.closest('button');
  if (button?.dataset.do) DOES[button.dataset.do](button);
  if (button?.dataset.tab) pickTab(button.dataset.tab);
  const link = event.target.closest('a[href]');
  if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
  const url = new URL(link.href, location);
  if (url.origin !== location.origin || url.pathname.startsWith('/user-attachments/')) {
    link.target = '_blank';
    link.rel = 'noopener noreferrer';
  } else if (url.pathname === location.pathname && url.hash) {
    const name = decodeURIComponent(url.hash.slice(1));
    const there = document.getElementById(name) || document.getElementById(`user-content-${name}`);
    event.preventDefault();
    there?.scrollIntoView();
  } else {
    event.preventDefault();
    menu(false);
    show(url.pathname, { push: true });
  }
}

function pressed(event) {
  if (event.metaKey || event.ctrlKey || event.altKey) return;
  const field = event.target.closest('input, select, textarea');
  if (event.key === 'Escape' && field?.id === 'filter') {
    field.value = '';
    filter();
    field.blur();
  }
  if (event.key === 'Enter' && field?.id === 'filter') {
    const row = all('#rows .post').find((each) => !each.hidden);
    if (row) show(find('a', row).getAttribute('href'), { push: true });
    field.blur();
  }
  if (field || find('#help').open && event.key !== '?') return;
  const tabs = all('[role=tab]');
  const does = {
    j: () => step(1),
    k: () => step(-1),
    '/': () => { menu(true); find('#filter').focus(); },
    '?': DOES.help,
  }[event.key] || (tabs[event.key - 1] && (() => pickTab(tabs[event.key - 1].dataset.tab)));
  if (!does) return;
  event.preventDefault();
  does();
}

// Between tabs the arrows go, as in every list of tabs.
function arrows(event) {
  if (event.target.getAttribute('role') !== 'tab') return;
  const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!by) return;
  const tabs = all('[role=tab]');
  const next = tabs.at((tabs.indexOf(event.target) + by) % tabs.length);
  pickTab(next.dataset.tab);
  next.focus();
}

// A browser opens six connections to a server: tabs that nobody sees give theirs back.
let events = null;
function listen() {
  events?.close();
  if (document.hidden) return;
  events = new EventSource('/events');
  events.onmessage = ({ data }) => {
    find('#lost').hidden = true;
    if (data !== document.body.dataset.version) show(location.pathname);
  };
  events.onerror = () => { find('#lost').hidden = false; };
}

document.addEventListener('DOMContentLoaded', () => {
  find('#theme').value = recall('theme');
  find('#theme').addEventListener('change', ({ target }) => {
    remember('theme', target.value);
    setTheme(target.value);
  });
  find('#filter').addEventListener('input', filter);
  document.addEventListener('click', clicked);
  document.addEventListener('keydown', pressed);
  document.addEventListener('keydown', arrows);
  window.addEventListener('popstate', () => show(location.pathname));
  dress();
  find('.row.here')?.scrollIntoView({ block: 'nearest' });
  document.addEventListener('visibilitychange', listen);
  window.addEventListener('pagehide', () => events?.close());
  listen();
});
