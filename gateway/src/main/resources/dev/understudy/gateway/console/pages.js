// The pages, by the first part of their address. Each module exports `Page`, given {parts, query}.
export const pages = [
  { part: 'routes', title: 'Routes', key: 'g o', load: () => import('./pages/routes.js') },
  { part: 'differences', title: 'Differences', key: 'g d', load: () => import('./pages/differences.js') },
  { part: 'captures', title: 'Captures', key: 'g c', load: () => import('./pages/captures.js') },
  { part: 'rules', title: 'Rules', key: 'g r', load: () => import('./pages/rules.js') },
];
