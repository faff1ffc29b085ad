// What pages are written with: elements and their state, from Preact.
export { h, Fragment, render, createRef } from '../lib/preact.js';
export {
  useState, useEffect, useLayoutEffect, useRef, useMemo, useCallback,
} from '../lib/hooks.js';
