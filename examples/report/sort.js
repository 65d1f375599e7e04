/*
 * Tables: a caption, heads with their scope, columns sorted by a button in the head. A column is {name, title, isNumber,
 * isFixed (not to be sorted)}; a row {cells, keys}: what is shown, and what is sorted by, where nothing stands last.
 */

function compareKeys(one, other, direction) {
  const lacksOne = one === null || one === undefined || one === '', lacksOther = other === null || other === undefined || other === '';
  if (lacksOne || lacksOther) return lacksOne - lacksOther;
  return direction * (typeof one === 'number' && typeof other === 'number' ? one - other : collator.compare(one, other));
}

function sortTable(table, place, direction) {
  table.rows.sort((one, other) => compareKeys(one.keys[place], other.keys[place], direction) || one.order - other.order);
  table.body.append(...table.rows.map((row) => row.element));
  table.heads.forEach((head, index) => {
    if (head.querySelector('button')) head.setAttribute('aria-sort', index !== place ? 'none' : direction > 0 ? 'ascending' : 'descending');
  });
  say(`Đã xếp theo ${table.columns[place].title || table.columns[place].name}, ${direction > 0 ? 'tăng dần' : 'giảm dần'}`);
}

function makeHead(table, column, place) {
  const content = column.isFixed ? column.name : el('button', {
    type: 'button', class: 'sort', title: 'Xếp theo cột này',
    onclick: () => sortTable(table, place, table.heads[place].getAttribute('aria-sort') === 'ascending' ? -1 : 1),
  }, column.name);
  return el('th', { scope: 'col', role: 'columnheader', 'data-head': column.isFixed ? null : column.name, class: column.isNumber ? 'number' : null, 'aria-sort': column.isFixed ? null : 'none' }, content);
}

/* The roles are said too: where the rows are shown as cards, browsers forget that it was a table. */
function makeRow(columns, row) {
  return el('tr', { role: 'row', ...row.attributes }, columns.map((column, index) => {
    const attributes = { 'data-head': column.name, class: column.isNumber ? 'number' : null, ...(row.cellAttributes && row.cellAttributes[index]) };
    return index === 0
      ? el('th', { scope: 'row', role: 'rowheader', ...attributes }, row.cells[index])
      : el('td', { role: 'cell', ...attributes }, row.cells[index]);
  }));
}

function makeTable({ caption, columns, rows, kind, empty }) {
  const table = { columns, rows: rows.map((row, order) => ({ ...row, order })) };
  table.heads = columns.map((column, place) => makeHead(table, column, place));
  table.rows.forEach((row) => { row.element = makeRow(columns, row); });
  table.body = el('tbody', { role: 'rowgroup' }, table.rows.map((row) => row.element));
  if (!rows.length) table.body.append(el('tr', { role: 'row' }, el('td', { role: 'cell', colspan: columns.length }, empty || 'Không có gì.')));
  table.element = el('table', { role: 'table', class: kind },
    el('caption', {}, caption),
    el('thead', { role: 'rowgroup' }, el('tr', { role: 'row' }, table.heads)),
    table.body);
  return table;
}

/* A wide table scrolls in itself, by the keyboard too, not the page. */
function scrolled(element, label) {
  return el('div', { class: 'scrolled', tabindex: '0', role: 'region', 'aria-label': label }, element);
}
