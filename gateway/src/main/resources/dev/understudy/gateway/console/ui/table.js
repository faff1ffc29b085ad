// Tables whose columns sort.
import { h, useMemo, useState } from './dom.js';

function compare(one, other) {
  if (one == null || other == null) {
    return one == null ? (other == null ? 0 : 1) : -1;
  }
  return typeof one === 'number' && typeof other === 'number'
    ? one - other
    : String(one).localeCompare(String(other), 'en', { numeric: true });
}

/**
 * A table. Columns: {key, title, cell(row) to show, value(row) to sort by (none: not sortable),
 * number: right-aligned, head: names the row}.
 */
export function Table({ caption, hideCaption, columns, rows, keyOf, empty }) {
  const [sort, setSort] = useState(null);
  const sorted = useMemo(() => {
    const column = sort && columns.find((one) => one.key === sort.key);
    if (!column) {
      return rows;
    }
    return [...rows].sort((one, other) => (sort.falling ? -1 : 1) * compare(column.value(one), column.value(other)));
  }, [rows, sort, columns]);
  if (rows.length === 0 && empty) {
    return empty;
  }
  const turn = (key) => setSort((before) => (before?.key !== key ? { key, falling: false } : before.falling ? null : { key, falling: true }));
  return h('div', { class: 'table-wrap', tabIndex: 0, role: 'region', 'aria-label': caption },
    h('table', { class: 'data' },
      h('caption', { class: hideCaption ? 'visually-hidden' : '' }, caption),
      h('thead', null, h('tr', null, columns.map((column) => {
        const by = sort?.key === column.key;
        return h('th', {
          key: column.key, scope: 'col', class: column.number ? 'num' : '',
          'aria-sort': by ? (sort.falling ? 'descending' : 'ascending') : undefined,
        }, column.value
          ? h('button', { type: 'button', onClick: () => turn(column.key) }, column.title,
            h('span', { class: 'arrow', 'aria-hidden': 'true' }, by ? (sort.falling ? '↓' : '↑') : ''))
          : column.title);
      }))),
      h('tbody', null, sorted.map((row, i) => h('tr', { key: keyOf ? keyOf(row) : i }, columns.map((column) => (
        column.head
          ? h('th', { key: column.key, scope: 'row' }, column.cell(row))
          : h('td', { key: column.key, class: column.number ? 'num' : '' }, column.cell(row)))))))));
}
