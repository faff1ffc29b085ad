// The frame: who uses the console, where they are, and the page of that place.
import { h, render, useEffect, useRef, useState } from './ui/dom.js';
import { Announcer } from './ui/announce.js';
import { me, meet } from './ui/api.js';
import { KeyHelp, useKeys } from './ui/keys.js';
import { listen, useLive } from './ui/live.js';
import { Trouble } from './ui/parts.js';
import { address, go, usePlace } from './ui/router.js';
import { pages } from './pages.js';

const STATES = { connecting: 'Connecting', live: 'Live', lost: 'Connection lost, trying again', hidden: 'Not live while nobody looks' };

function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
}

function ThemeToggle() {
  const [dark, setDark] = useState(isDark);
  useEffect(() => {
    const system = matchMedia('(prefers-color-scheme: dark)');
    const changed = () => setDark(isDark());
    system.addEventListener('change', changed);
    return () => system.removeEventListener('change', changed);
  }, []);
  const toggle = () => {
    const theme = dark ? 'light' : 'dark';
    document.documentElement.dataset.theme = theme;
    try {
      localStorage.setItem('understudy.theme', theme);
    } catch (denied) {
      // It holds until the page is left.
    }
    setDark(!dark);
    dispatchEvent(new CustomEvent('understudy:theme'));
  };
  return h('button', { type: 'button', class: 'button', 'data-kind': 'quiet', onClick: toggle }, dark ? 'Light' : 'Dark');
}

function Bar({ place, onHelp }) {
  const { overview, state, reason } = useLive();
  return h('header', { class: 'bar' },
    h('a', { class: 'brand', href: address(['routes']) }, h('img', { src: '/console/icon.svg', alt: '' }), 'Understudy'),
    h('nav', { 'aria-label': 'Pages' }, h('ul', null, pages.map((page) => h('li', { key: page.part },
      h('a', { href: address([page.part]), 'aria-current': place.parts[0] === page.part ? 'page' : undefined }, page.title))))),
    h('div', { class: 'aside' },
      h('span', { class: 'live', 'data-state': state, role: 'status' }, reason ? `Not live: ${reason}` : STATES[state]),
      overview && h('span', { class: 'nowrap', title: 'The name of this gateway' }, overview.instance),
      h('span', { class: 'nowrap', title: `You are ${me.name}, and may do what this role may` }, me.role),
      me.csrf && h('a', { href: '/logout' }, 'Sign out'),
      h(ThemeToggle),
      h('button', { type: 'button', class: 'button', 'data-kind': 'quiet', onClick: onHelp, 'aria-label': 'Keys', title: 'Keys (?)' }, '?')));
}

/** The page of a place, loaded when it is first gone to. */
function Shown({ place }) {
  const known = pages.find((page) => page.part === place.parts[0]);
  const [loaded, setLoaded] = useState({});
  const main = useRef(null);
  const name = place.parts.join('/');
  useEffect(() => {
    if (!known) {
      go(address(['routes']));
      return undefined;
    }
    document.title = `${place.parts[1] ?? known.title} · Understudy`;
    let left = false;
    const show = (what) => left || setLoaded({ part: known.part, ...what });
    known.load().then(
      (module) => show({ Page: module.Page }),
      () => show({ problem: new Error('This page could not be loaded. Is the gateway there?') }),
    );
    return () => {
      left = true;
    };
  }, [known, name]);
  const first = useRef(true);
  useEffect(() => {
    if (!first.current) {
      main.current.focus(); // so that screen readers and keys go on from the new page
    }
    first.current = false;
  }, [name]);
  return h('main', { id: 'main', tabIndex: -1, ref: main },
    loaded.part !== known?.part ? h('p', { class: 'boot' }, 'Loading.')
      : loaded.problem ? h(Trouble, { problem: loaded.problem, again: () => location.reload() })
        : h(loaded.Page, { key: name, parts: place.parts, query: place.query }));
}

function Console() {
  const place = usePlace();
  const [help, setHelp] = useState(false);
  useKeys('Everywhere', [
    { keys: ['?'], what: 'these keys', act: () => setHelp(true), always: true },
    ...pages.map((page) => ({ keys: [page.key], what: `go to ${page.title}`, act: () => go(address([page.part])) })),
  ]);
  return [
    h('a', {
      class: 'skip', href: '#main',
      onClick: (event) => {
        event.preventDefault();
        document.getElementById('main').focus();
      },
    }, 'Skip to the page'),
    h(Bar, { place, onHelp: () => setHelp(true) }),
    h(Shown, { place }),
    h(Announcer),
    help && h(KeyHelp, { onClose: () => setHelp(false) }),
  ];
}

const app = document.getElementById('app');

function toLogin() {
  location.assign('/login');
}

addEventListener('understudy:stranger', toLogin);

meet().then(
  () => {
    app.replaceChildren();
    listen();
    render(h(Console), app);
  },
  (problem) => {
    if (problem.status !== 401) {
      app.replaceChildren();
      render(h('main', null, h('h1', null, 'Understudy'), h(Trouble, { problem, again: () => location.reload() })), app);
    }
  },
);
