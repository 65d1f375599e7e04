/* The tasks of the document: the worst status among the indicators that follow each. */

const NOT_MEASURED = -2;
const cadences = ['', 'hằng năm', '6 tháng một lần', 'mỗi nhiệm kỳ', 'khi có việc'];

function taskRow(unit, period, task) {
  const worst = plan.standings[period][unit][task.index];
  const followed = task.indicators.map((index) => ({ indicator: indicators[index], row: rowOf(unit, period, index) })).filter(({ row }) => row);
  return {
    cells: [
      task.id,
      el('details', { class: 'long paper' }, el('summary', {}, task.text.length > 90 ? task.text.slice(0, task.text.lastIndexOf(' ', 90)) + ' …' : task.text), el('p', {}, task.text)),
      [task.leads.join(', '), task.cadence ? el('span', { class: 'by' }, cadences[task.cadence]) : null],
      worst === NOT_MEASURED ? 'không đo bằng chỉ tiêu' : worst === null ? 'không có kết quả' : statusBadge(worst),
      el('ul', { class: 'bare' }, followed.map(({ indicator, row }) => el('li', {},
        el('span', { class: 'sign' }, signOf(statusById.get(row.status))), ' ', indicator.name, ': ', valueButton(row, indicator, unit, period), isOpen(row) ? ' ?' : null,
        el('span', { class: 'share' }, ` báo cáo ${reportsText(row)}`)))),
    ],
    keys: [task.id, task.text, task.leads.join(', '), worst === null || worst === NOT_MEASURED ? null : worst, followed.length],
  };
}

function taskSection(unit, period, prefix) {
  if (!tasks.length) return section(prefix + 'nhiem-vu', 'Nhiệm vụ', el('p', {}, 'Kế hoạch không có nhiệm vụ nào.'));
  return section(prefix + 'nhiem-vu', 'Nhiệm vụ', makeTable({
    caption: `Nhiệm vụ của kế hoạch, ${units[unit].name}, ${periodText(periods[period].id).toLowerCase()}. Đánh giá là của chỉ tiêu kém nhất.`,
    columns: [{ name: 'Số' }, { name: 'Nội dung' }, { name: 'Chủ trì' }, { name: 'Đánh giá' }, { name: 'Chỉ tiêu', isFixed: true }],
    rows: tasks.map((task) => taskRow(unit, period, task)), kind: 'tasks cards',
  }).element);
}
