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
  let [o, n] = [0, 0];
  for (const [i, j] of [...kept(olds, news), [olds.length, news.length]]) {
    while (o < i && n < j) patch(olds[o++], news[n++]);
    while (o < i) olds[o++].remove();
    while (n < j) old.insertBefore(news[n++], olds[i] || null);
    [o, n] = [i + 1, j + 1];
  }
}

// Which old nodes stay, as pairs of places: the longest common sequence.
function kept(olds, news) {
  const said = (node) => node.outerHTML ?? node.data;
  const [a, b] = [olds.map(said), news.map(said)];
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  const pairs = [...Array(start).keys()].map((at) => [at, at]);
  pairs.push(...longest(a.slice(start, a.length - end), b.slice(start, b.length - end), start));
  for (let at = end; at > 0; at -= 1) pairs.push([a.length - at, b.length - at]);
  return pairs;
}

function longest(a, b, start) {
  const width = b.length + 1;
  if (a.length * width > 2e6) return []; // one long change: in place, one after another
  const length = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const [down, right] = [length[(i + 1) * width + j], length[i * width + j + 1]];
      length[i * width + j] = a[i] === b[j] ? length[(i + 1) * width + j + 1] + 1 : Math.max(down, right);
    }
  }
  const pairs = [];
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (a[i] === b[j]) pairs.push([start + i++, start + j++]);
    else if (length[(i + 1) * width + j] >= length[i * width + j + 1]) i += 1;
    else j += 1;
  }
  return pairs;
}

// The topmost block in sight, and how far it is from the top.
function place() {
  const top = find('.top').getBoundingClientRect().bottom;
  for (const each of all('.panel:not([hidden]) :is(.markdown-body > *, li, tr, .sent > span)')) {
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

function take(page, y) {
  if (!find('#main', page)) return; // no page of ours
  const same = find('#main').dataset.here === find('#main', page).dataset.here;
  const change = () => {
    if (same) patch(find('#main'), find('#main', page));
    else find('#main').replaceWith(find('#main', page));
    for (const id of ['bar', 'rows']) patch(find(`#${id}`), find(`#${id}`, page));
    document.title = page.title;
    document.body.dataset.version = page.body.dataset.version;
    dress();
  };
  undress();
  if (same) keepPlace(change);
  else {
    data.clear();
    change();
    window.scrollTo(0, y);
    find('.row.here')?.scrollIntoView({ block: 'nearest' });
  }
  document.dispatchEvent(new CustomEvent('shown', { detail: document.body.dataset.version }));
}

let asked = 0;
let wanted = location.pathname; // where the reader is, or is going to

async function show(address, { push = false, y = 0 } = {}) {
  const mine = ++asked;
  wanted = address;
  let answer;
  try {
    answer = await fetch(address, { headers: { accept: 'text/html' } });
  } catch {
    return; // the server has ended; the events say so
  }
  const text = await answer.text();
  if (mine !== asked) return; // somebody went elsewhere meanwhile
  if (push && address !== location.pathname) {
    history.replaceState({ y: window.scrollY }, ''); // for the way back
    history.pushState(null, '', address);
  }
  take(new DOMParser().parseFromString(text, 'text/html'), y);
}

// What the server does not know: the chosen tab, the filter, the theme.
function dress() {
  chooseTab(recall('tab'));
  filter();
  paint();
}

// The page as the server made it, so that it can be compared with a new one.
function undress() {
  all('#rows .row').forEach((row) => { row.hidden = false; });
  all('source[data-media]').forEach((source) => {
    source.media = source.dataset.media;
    delete source.dataset.media;
  });
}

// As on GitHub, pictures for the dark or the light go by the chosen theme, not by the system's.
function paint() {
  const theme = root.dataset.theme;
  for (const source of all('source[media*="prefers-color-scheme"]')) source.dataset.media ||= source.media;
  for (const source of all('source[data-media]')) {
    const fits = source.dataset.media.includes(theme) ? 'all' : 'not all';
    source.media = theme ? fits : source.dataset.media;
  }
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

// Styles that elements take from those round them, and those they do not.
const INHERITED = [
  'color', 'font-family', 'font-size', 'font-style', 'font-weight', 'line-height',
  'list-style-type', 'text-align', 'white-space',
];
const OWN = [
  'background-color', 'border-bottom', 'border-left', 'border-radius', 'border-right', 'border-top',
  'margin-bottom', 'margin-left', 'margin-right', 'margin-top', 'padding-bottom', 'padding-left',
  'padding-right', 'padding-top', 'text-decoration-line',
];
const PLAIN = /^(none|normal|auto|0px.*|rgba\(0, 0, 0, 0\))$/;

function looks(element, base) {
  const style = getComputedStyle(element);
  const above = getComputedStyle(element.parentElement);
  const said = [];
  const tell = (name) => said.push(`${name}: ${style.getPropertyValue(name)}`);
  INHERITED.filter((name) => style.getPropertyValue(name) !== (element === base ? '' : above.getPropertyValue(name))).forEach(tell);
  OWN.filter((name) => !PLAIN.test(style.getPropertyValue(name))).forEach(tell);
  return element === base ? said.filter((one) => !/^(font-family|padding|list)/.test(one)) : said;
}

// The page with the light theme's looks written into each element: editors drop style sheets.
function dressed(shown) {
  const inert = document.implementation.createHTMLDocument(''); // fetches no pictures
  const copy = inert.importNode(shown, true);
  const theme = root.dataset.theme || '';
  setTheme('light');
  const olds = [shown, ...all('*', shown)];
  [copy, ...all('*', copy)].forEach((each, at) => {
    if (!each.closest('math, svg')) each.style.cssText = looks(olds[at], shown).join('; ');
  });
  setTheme(theme);
  return copy;
}

function richText() {
  const shown = find('#page');
  const links = JSON.parse(shown.dataset.links);
  let html = '';
  for (const body of all('.markdown-body', shown)) {
    const made = dressed(body);
    for (const each of all('.remote-picture', made)) {
      const picture = made.ownerDocument.createElement('img');
      picture.src = each.dataset.src;
      picture.alt = each.dataset.alt;
      picture.style.maxWidth = '100%';
      each.replaceWith(picture);
    }
    all('a.anchor, source', made).forEach((each) => each.remove());
    all('[src], [href]', made).forEach((each) => settle(each, links));
    all('input', made).forEach((box) => box.replaceWith(box.hasAttribute('checked') ? '☑' : '☐'));
    [made, ...all('[id], [class]', made)].forEach((each) => {
      ['id', 'class'].forEach((name) => each.removeAttribute(name));
    });
    html += made.outerHTML; // a clone would be held against the policy for its styles
  }
  return html;
}

// An address that holds elsewhere: on GitHub if it is there, else the picture itself.
function settle(each, links) {
  for (const name of ['src', 'href']) {
    const address = each.getAttribute(name);
    if (!address || !/^[/#]/.test(address)) continue;
    const known = links[address] || (name === 'src' && data.get(address));
    if (known) each.setAttribute(name, known);
    else each.removeAttribute(name);
  }
}

// Pictures as data, address → data: URL. Fetched when the pointer or the focus comes near the
// button: a browser lets us copy only at the very moment of the click.
const data = new Map();

async function gather() {
  const known = JSON.parse(find('#page').dataset.links);
  const wanted = all('#page img').map((each) => each.getAttribute('src'));
  const lacking = wanted.filter((address) => address.startsWith('/') && !known[address] && !data.has(address));
  await Promise.all(lacking.map(async (address) => data.set(address, await asData(address))));
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

async function copy(button, make) {
  let done = true;
  try {
    const kinds = make();
    if (!copyNow(kinds)) {
      const items = Object.entries(kinds).map(([type, text]) => [type, new Blob([text], { type })]);
      await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(items))]);
    }
  } catch {
    done = false;
  }
  button.dataset.label ||= button.textContent;
  button.textContent = document.body.dataset[done ? 'copied' : 'notCopied'];
  setTimeout(() => { button.textContent = button.dataset.label; }, 2000);
}

// The older way works by plain http from another machine (`--host`), too, and keeps all styles.
function copyNow(kinds) {
  let done = false;
  const fill = (event) => {
    Object.entries(kinds).forEach(([type, text]) => event.clipboardData.setData(type, text));
    event.preventDefault();
    done = true;
  };
  document.addEventListener('copy', fill, { once: true });
  document.execCommand('copy');
  document.removeEventListener('copy', fill);
  return done;
}

async function copyRich(button) {
  await gather().catch(() => {}); // a picture that has gone meanwhile
  copy(button, () => ({ 'text/html': richText(), 'text/plain': find('#page').dataset.plain }));
}

const sentText = () => all('pre.sent').map((each) => each.textContent).join('\n');

const DOES = {
  menu: () => menu(),
  help: () => (find('#help').open ? find('#help').close() : find('#help').showModal()),
  ask: () => fetch('/ask', { method: 'POST' }).catch(() => {}),
  'copy-markdown': (button) => copy(button, () => ({ 'text/plain': sentText() })),
  'copy-rich': copyRich,
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
    const name = decoded(url.hash.slice(1));
    const there = document.getElementById(name) || document.getElementById(`user-content-${name}`);
    event.preventDefault();
    there?.scrollIntoView();
  } else {
    event.preventDefault();
    menu(false);
    show(url.pathname, { push: true });
  }
}

function decoded(name) {
  try {
    return decodeURIComponent(name);
  } catch { // a lone % is no escape
    return name;
  }
}

// Keys that belong to the browser, or to somebody who is choosing Chinese characters.
const isElsewhere = (event) => (
  event.metaKey || event.ctrlKey || event.altKey || event.isComposing || event.keyCode === 229
);

function pressed(event) {
  if (isElsewhere(event)) return;
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
  if (isElsewhere(event) || event.target.getAttribute('role') !== 'tab') return;
  const tabs = all('[role=tab]');
  const at = tabs.indexOf(event.target);
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  const next = tabs.at(to % tabs.length);
  pickTab(next.dataset.tab);
  next.focus();
}

// A browser opens six connections to a server: tabs that nobody sees give theirs back.
let events = null;
let later = 0;
function listen() {
  events?.close();
  clearTimeout(later);
  if (document.hidden) return;
  events = new EventSource('/events');
  events.onmessage = ({ data }) => {
    find('#lost').hidden = true;
    if (data !== document.body.dataset.version) show(wanted, { push: true });
  };
  events.onerror = () => {
    find('#lost').hidden = false;
    if (events.readyState === EventSource.CLOSED) later = setTimeout(listen, 2000); // it gave up
  };
}

document.addEventListener('DOMContentLoaded', () => {
  find('#theme').value = recall('theme');
  find('#theme').addEventListener('change', ({ target }) => {
    remember('theme', target.value);
    setTheme(target.value);
    paint();
  });
  find('#filter').addEventListener('input', filter);
  document.addEventListener('click', clicked);
  for (const near of ['pointerover', 'focusin']) {
    document.addEventListener(near, ({ target }) => {
      if (target.closest?.('[data-do=copy-rich]')) gather().catch(() => {});
    });
  }
  document.addEventListener('keydown', pressed);
  document.addEventListener('keydown', arrows);
  window.addEventListener('popstate', ({ state }) => show(location.pathname, { y: state?.y }));
  dress();
  find('.row.here')?.scrollIntoView({ block: 'nearest' });
  document.addEventListener('visibilitychange', listen);
  window.addEventListener('pagehide', () => events?.close());
  window.addEventListener('pageshow', ({ persisted }) => { if (persisted) listen(); });
  listen();
});
