#include "table_words.h"

/* A no-break space. */
#define NB "\xC2\xA0"

static const struct table_words english = {
    .decimal_mark = '.',
    .group_mark = ',',
    .plan = "Plan {0}",
    .issued = "Issued by {0} on {1}",
    .issued_by = "Issued by {0}",
    .cut_off = "Figures up to {0}.",
    .structure_as_was = "Units as they stood at the end of each period.",
    .structure_as_of = "All periods in the structure of {0}.",
    .known_by = "With what had been submitted by {0}.",
    .periods =
        {
            [CHILDPLAN_MONTH] = "Month {0} of {1}",
            [CHILDPLAN_QUARTER] = "Quarter {0} of {1}",
            [CHILDPLAN_HALF] = "{0} half of {1}",
            [CHILDPLAN_YEAR] = "Year {1}",
            [CHILDPLAN_SPAN] = "Years {0}–{1}",
            [CHILDPLAN_WHOLE_PLAN] = "The whole plan, {0}–{1}",
        },
    .halves = {"First", "Second"},
    .days = "{0}" NB "to" NB "{1}",
    .by_periods =
        {
            [CHILDPLAN_MONTH] = "by" NB "month {0}" NB "of" NB "{1}",
            [CHILDPLAN_QUARTER] = "by" NB "quarter {0}" NB "of" NB "{1}",
            [CHILDPLAN_HALF] = "by" NB "{0} half" NB "of" NB "{1}",
            [CHILDPLAN_YEAR] = "by" NB "{1}",
            [CHILDPLAN_SPAN] = "by" NB "{0}–{1}",
            [CHILDPLAN_WHOLE_PLAN] = "by" NB "the plan's" NB "end",
        },
    .by_halves = {"first", "second"},
    .period_so_far = "{0}, so far: up to {1}",
    .headings =
        {
            [TABLE_NAME] = "Indicator",
            [TABLE_VALUE] = "Value",
            [TABLE_RANGE] = "Range",
            [TABLE_REPORTS] = "Reports",
            [TABLE_TARGET] = "Target",
            [TABLE_STATUS] = "Status",
            [TABLE_GAP] = "Gap",
        },
    .no_data = "no data",
    .or_more = "or" NB "more",
    .path = "path {0}",
    .no_rows = "There are no rows.",
    .legend_no_denominator = "–: the denominator of the figures that are in is 0 (or negative), which gives no value",
    .legend_reports = "Reports: units that have reported / units expected to",
    .legend_carried = "n*: so many of the units count with a figure of an earlier period",
    .legend_uncertain = "?: the reports that are missing could still change this",
    .legend_unknown_target = "? in a target: the figure it is measured from is not known",
    .legend_aspiration = "†: an aspiration; to fall short of it is not to have missed it",
    .legend_range = "a–b: where the value can lie once every missing report is in",
    .legend_or_more = "or more: the missing reports can only add to the value",
    .legend_path = "path: the value expected by now on a straight way to the target",
    .legend_gap = "Gap: the smallest change of the numerator that meets the target",
    .legend_no_gap = "Gap left empty: no value, no target, or no change of the numerator is known to meet it",
    .legend_pace = "n × m below the gap: the gap spread evenly over the n reporting periods left, m in each",
    .digests = "SHA-256: plan {0}…, reports {1}…",
};

static const struct table_words vietnamese = {
    .decimal_mark = ',',
    .group_mark = '.',
    .plan = "Kế hoạch số {0}",
    .issued = "{0} ban hành ngày {1}",
    .issued_by = "{0} ban hành",
    .cut_off = "Số liệu đến hết ngày {0}.",
    .structure_as_was = "Các đơn vị theo cơ cấu tổ chức tại ngày cuối mỗi kỳ.",
    .structure_as_of = "Mọi kỳ đều tính theo cơ cấu tổ chức tại ngày {0}.",
    .known_by = "Chỉ tính các báo cáo đã nộp đến hết ngày {0}.",
    .periods =
        {
            [CHILDPLAN_MONTH] = "Tháng {0} năm {1}",
            [CHILDPLAN_QUARTER] = "Quý {0} năm {1}",
            [CHILDPLAN_HALF] = "6 tháng {0} năm {1}",
            [CHILDPLAN_YEAR] = "Năm {1}",
            [CHILDPLAN_SPAN] = "Các năm {0}–{1}",
            [CHILDPLAN_WHOLE_PLAN] = "Cả giai đoạn {0}–{1}",
        },
    .halves = {"đầu", "cuối"},
    .days = "{0}–{1}",
    .by_periods =
        {
            [CHILDPLAN_MONTH] = "đến" NB "hết tháng" NB "{0}/{1}",
            [CHILDPLAN_QUARTER] = "đến" NB "hết quý" NB "{0}/{1}",
            [CHILDPLAN_HALF] = "đến" NB "hết 6" NB "tháng {0}" NB "{1}",
            [CHILDPLAN_YEAR] = "đến năm" NB "{1}",
            [CHILDPLAN_SPAN] = "đến" NB "hết {0}–{1}",
            [CHILDPLAN_WHOLE_PLAN] = "đến" NB "hết giai" NB "đoạn",
        },
    .by_halves = {"đầu", "cuối"},
    .period_so_far = "{0}, tính đến hết ngày {1}",
    .headings =
        {
            [TABLE_NAME] = "Chỉ tiêu",
            [TABLE_VALUE] = "Kết quả",
            [TABLE_RANGE] = "Khoảng",
            [TABLE_REPORTS] = "Báo cáo",
            [TABLE_TARGET] = "Mục tiêu",
            [TABLE_STATUS] = "Đánh giá",
            [TABLE_GAP] = "Thêm/bớt",
        },
    .no_data = "chưa" NB "có số" NB "liệu",
    .or_more = "trở" NB "lên",
    .path = "lộ" NB "trình {0}",
    .no_rows = "Không có dòng nào.",
    .legend_no_denominator = "–: mẫu số của các số liệu đã có bằng 0 (hoặc âm) nên không tính được kết quả",
    .legend_reports = "Báo cáo: số đơn vị đã báo cáo / số đơn vị phải báo cáo",
    .legend_carried = "n*: trong đó n đơn vị tạm tính theo số liệu của kỳ trước",
    .legend_uncertain = "?: có thể thay đổi khi có thêm các báo cáo còn thiếu",
    .legend_unknown_target = "? trong mục tiêu: chưa có số liệu kỳ trước hoặc số gốc để so sánh",
    .legend_aspiration = "†: mục tiêu phấn đấu, khi chưa đạt cũng không xếp là không đạt",
    .legend_range = "a–b: khoảng mà kết quả sẽ nằm trong đó khi có đủ báo cáo",
    .legend_or_more = "trở lên: các báo cáo còn thiếu chỉ có thể làm kết quả tăng thêm",
    .legend_path = "lộ trình: mức cần đạt đến lúc này nếu tiến đều đến mục tiêu",
    .legend_gap = "Thêm/bớt: phần nhỏ nhất phải thêm (+) hoặc bớt (-) ở tử số để đạt mục tiêu",
    .legend_no_gap =
        "Thêm/bớt để trống: chưa có kết quả, không có mục tiêu, hoặc không xác định được phải thêm, bớt bao nhiêu",
    .legend_pace = "n × m dưới phần thêm/bớt: chia đều cho n kỳ báo cáo còn lại, mỗi kỳ m",
    .digests = "SHA-256: kế hoạch {0}…, báo cáo {1}…",
};

const struct table_words *childplan__table_words(int32_t language) {
    return language == CHILDPLAN_VIETNAMESE ? &vietnamese : &english;
}
