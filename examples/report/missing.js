/* Who has not reported: the list to telephone. */

const REPORTED = 0, LATE = 1, MISSING = 2, NOT_YET_DUE = 3;
const MARK_PARTIAL = 4, MARK_WITHDRAWN = 1;
const stateSigns = ['✓', '!', '✗', '…', '–', '·'];

const missingColumns = [
  { name: 'Đơn vị' }, { name: 'Cấp trên' }, { name: 'Tình trạng' }, { name: 'Hạn nộp' }, { name: 'Quá hạn', title: 'số ngày quá hạn', isNumber: true },
  { name: 'Báo cáo', isNumber: true }, { name: 'Số liệu', isNumber: true },
];

function stateText(own) {
  const marks = [(own.marks & MARK_PARTIAL) ? 'nộp thiếu' : null, (own.marks & MARK_WITHDRAWN) ? 'có số đã rút' : null].filter(Boolean);
  return `${stateSigns[own.state]} ${reporting.states[own.state]}${marks.length ? ' (' + marks.join(', ') + ')' : ''}`;
}

/* "0/16", which opens to what is missing: the figures by the period for which they are due. */
function lackingText(unit, period, own) {
  const count = `${own.own_cells_received}/${own.own_cells_expected}`;
  const byPeriod = new Map();
  for (const [name, element] of lackingOf(unit, period)) byPeriod.set(name, [...(byPeriod.get(name) || []), elements[element].name]);
  if (!byPeriod.size) return count;
  return el('details', { class: 'lacking' }, el('summary', {}, count, hidden(' số liệu: còn thiếu gì?')),
    [...byPeriod].map(([name, names]) => el('p', {}, `${periodText(name)}: thiếu ${names.join('; ')}`)));
}

/* Those that owe something first, the longest overdue first. */
function missingRows(unit, period) {
  return units.filter((owner) => isBelow(owner.index, unit, period)).map((owner) => ({ owner, own: reportingOf(owner.index, period) }))
    .filter(({ own }) => own && own.own_expected > 0)
    .sort((one, other) => (other.own.days_overdue || 0) - (one.own.days_overdue || 0) || one.owner.index - other.owner.index);
}

function aboveName(unit, period) {
  const parent = plan.tree[period][unit];
  const above = parent === NO_PLACE ? units[unit].place : parent;
  return above >= 0 ? units[above].name : '';
}

const wants = {
  owing: (own) => own.state === MISSING || (own.marks & MARK_PARTIAL) !== 0,
  late: (own) => own.state === LATE,
  waiting: (own) => own.state === NOT_YET_DUE,
  all: () => true,
};

function missingSection(unit, period, prefix) {
  const found = missingRows(unit, period);
  const count = (want) => found.filter(({ own }) => wants[want](own)).length;
  const holder = el('div', {});
  const draw = (want) => {
    const rows = found.filter(({ own }) => wants[want](own)).map(({ owner, own }) => ({
      cells: [
        owner.name, aboveName(owner.index, period), stateText(own), dayText(own.due), own.days_overdue === null ? '' : `${numberText(own.days_overdue)} ngày`,
        `${own.own_received}/${own.own_expected}`, lackingText(owner.index, period, own),
      ],
      keys: [owner.name, aboveName(owner.index, period), own.state, own.due, own.days_overdue, own.own_received / own.own_expected, own.own_cells_received / own.own_cells_expected],
    }));
    holder.replaceChildren(makeTable({
      caption: `Tính đến ${dayText(reporting.judged)}, ${periodText(periods[period].id).toLowerCase()}: ${numberText(rows.length)} đơn vị`,
      columns: missingColumns, rows, kind: 'missing cards', empty: 'Không có đơn vị nào.',
    }).element);
  };
  const choice = select({ id: prefix + 'loc-bao-cao', onchange: (event) => draw(event.target.value) }, [
    option('owing', `chưa nộp hoặc nộp thiếu (${count('owing')})`), option('late', `nộp muộn (${count('late')})`),
    option('waiting', `chưa đến hạn (${count('waiting')})`), option('all', `tất cả (${found.length})`),
  ]);
  draw('owing');
  const due = reporting.due_days >= 0 ? `Hạn nộp: ${reporting.due_days} ngày sau khi hết kỳ.` : 'Kế hoạch không quy định hạn nộp.';
  return section(prefix + 'bao-cao', 'Ai chưa báo cáo', el('div', { class: 'filters' }, el('label', {}, 'Xem ', choice)),
    el('p', { class: 'hint' }, due, ' Chưa nộp không phải là số 0; đơn vị báo cáo số 0 là đã báo cáo.'), holder);
}
