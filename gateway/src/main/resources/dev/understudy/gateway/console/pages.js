// The pages, by the first part of their address. Each module exports `Page`, given {parts, query}.
export const pages = [
  { part: 'routes', title: 'Routes', key: 'g o', load: () => import('./pages/routes.js') },
  { part: 'rules', title: 'Rules', key: 'g r', load: () => import('./pages/rules.js') },
];
