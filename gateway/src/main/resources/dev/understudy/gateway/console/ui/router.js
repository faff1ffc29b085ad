// Places in the console: the part of the address after '#', such as #/routes/moderation?window=1h.
import { useEffect, useState } from './dom.js';

function read() {
  const [path, query = ''] = location.hash.replace(/^#/, '').split('?');
  const parts = path.split('/').filter(Boolean).map(decodeURIComponent);
  return { parts, query: new URLSearchParams(query) };
}

/** The address of a place, to be put into a link. */
export function address(parts, query) {
  const path = `#/${parts.map(encodeURIComponent).join('/')}`;
  const asked = query ? new URLSearchParams(Object.entries(query).filter(([, value]) => value != null && value !== '')).toString() : '';
  return asked ? `${path}?${asked}` : path;
}

/** Goes to an address that {@link address} made. */
export function go(to) {
  location.hash = to;
}

/** Changes the address without a step in the browser's history. */
export function replace(to) {
  history.replaceState(null, '', to);
  dispatchEvent(new HashChangeEvent('hashchange'));
}

/** The place now; renders again when it changes. */
export function usePlace() {
  const [place, setPlace] = useState(read);
  useEffect(() => {
    const moved = () => setPlace(read());
    addEventListener('hashchange', moved);
    return () => removeEventListener('hashchange', moved);
  }, []);
  return place;
}
