#include "sheet_words.h"

#include <stddef.h>

static const struct sheet_words english = {
    .headings =
        {
            [SHEET_UNIT] = "Unit",
            [SHEET_INDICATOR] = "Indicator",
            [SHEET_NUMERATOR] = "Numerator",
            [SHEET_DENOMINATOR] = "Denominator",
            [SHEET_VALUE] = "Value",
            [SHEET_LOW] = "At least",
            [SHEET_HIGH] = "At most",
            [SHEET_EXPECTED] = "Units due to report",
            [SHEET_REPORTED] = "Units that reported",
            [SHEET_CARRIED] = "With earlier figures",
            [SHEET_TARGET] = "Target",
            [SHEET_BY] = "Due",
            [SHEET_PATH] = "Path",
            [SHEET_STATUS] = "Status",
            [SHEET_GAP] = "Gap",
            [SHEET_PERIODS_LEFT] = "Periods left",
            [SHEET_PACE] = "In each of them",
            [SHEET_NOTES] = "Notes",
        },
    .notes =
        {
            [NOTE_UNCERTAIN] = "not certain: missing reports could still change this",
            [NOTE_NO_DENOMINATOR] = "no value: the denominator is 0 or negative",
            [NOTE_UNKNOWN_TARGET] = "the figure the target is measured from is not known",
            [NOTE_ASPIRATION] = "an aspiration",
            [NOTE_OR_MORE] = "missing reports can only add to it",
        },
    .legend =
        {
            "At least, at most: where the value will lie once every missing report is in; empty: no limit is known",
            "With earlier figures: so many of the units count with a figure of an earlier period",
            "Path: the value expected by now on a straight way to the target",
            "Gap: the smallest change of the numerator that meets the target; empty: none is known to",
            NULL,
        },
    .no_rows = "There are no rows.",
    .stamp = "Computed by libchildplan {0}.",
    .plan_digest = "SHA-256 of the plan: ",
    .reports_digest = "SHA-256 of the reports: ",
    .form_sheet = "Entry form",
    .form_title = "ENTRY FORM",
    .form_submitted = "◄ day of submission, to be filled in",
    .form_unit = "Unit: {0} – {1}",
    .form_period = "Period: {0}",
    .form_help = "Fill in the yellow cells, for the unit itself only. Empty means not reported; none is written 0. "
                 "Save as CSV (UTF-8) and send that file.",
    .form_headings =
        {
            [FORM_UNIT] = "# Unit",
            [FORM_PERIOD] = "Period",
            [FORM_ELEMENT] = "Element",
            [FORM_NAME] = "Data element",
            [FORM_RULE] = "What is expected",
            [FORM_BEFORE] = "Period before",
            [FORM_REPORTED] = "Reported so far",
            [FORM_VALUE] = "Value",
            [FORM_NOTE] = "Note",
        },
    .yes = "yes",
    .no = "no",
    .rule_flag = "yes or no",
    .rule_whole = "a whole number",
    .rule_decimal = "a number to {0} decimal place(s)",
    .rule_from = ", {0} or more",
    .rule_range = ", from {0} to {1}",
    .rule_part_of = "; no more than “{0}”",
    .rule_date = "a date",
    .rule_title = "Not what is expected",
};

static const struct sheet_words vietnamese = {
    .headings =
        {
            [SHEET_UNIT] = "Đơn vị",
            [SHEET_INDICATOR] = "Chỉ tiêu",
            [SHEET_NUMERATOR] = "Tử số",
            [SHEET_DENOMINATOR] = "Mẫu số",
            [SHEET_VALUE] = "Kết quả",
            [SHEET_LOW] = "Thấp nhất",
            [SHEET_HIGH] = "Cao nhất",
            [SHEET_EXPECTED] = "Số đơn vị phải báo cáo",
            [SHEET_REPORTED] = "Số đơn vị đã báo cáo",
            [SHEET_CARRIED] = "Tạm tính theo kỳ trước",
            [SHEET_TARGET] = "Mục tiêu",
            [SHEET_BY] = "Thời hạn",
            [SHEET_PATH] = "Lộ trình",
            [SHEET_STATUS] = "Đánh giá",
            [SHEET_GAP] = "Thêm/bớt",
            [SHEET_PERIODS_LEFT] = "Số kỳ còn lại",
            [SHEET_PACE] = "Mỗi kỳ phải thêm",
            [SHEET_NOTES] = "Ghi chú",
        },
    .notes =
        {
            [NOTE_UNCERTAIN] = "chưa chắc chắn: các báo cáo còn thiếu có thể làm thay đổi",
            [NOTE_NO_DENOMINATOR] = "mẫu số bằng 0 hoặc âm nên không có kết quả",
            [NOTE_UNKNOWN_TARGET] = "chưa có số liệu kỳ trước hoặc số gốc để tính mục tiêu",
            [NOTE_ASPIRATION] = "mục tiêu phấn đấu",
            [NOTE_OR_MORE] = "báo cáo còn thiếu chỉ có thể làm tăng thêm",
        },
    .legend =
        {
            "Thấp nhất, cao nhất: khoảng mà kết quả sẽ nằm trong đó khi có đủ báo cáo; để trống: chưa biết giới hạn",
            "Tạm tính theo kỳ trước: số đơn vị được tính bằng số liệu của kỳ trước",
            "Lộ trình: mức cần đạt đến lúc này nếu tiến đều đến mục tiêu",
            "Thêm/bớt: phần nhỏ nhất phải thêm (+) hoặc bớt (-) ở tử số để đạt mục tiêu; để trống: không xác định được",
            NULL,
        },
    .no_rows = "Không có dòng nào.",
    .stamp = "Tính bằng libchildplan {0}.",
    .plan_digest = "SHA-256 của kế hoạch: ",
    .reports_digest = "SHA-256 của báo cáo: ",
    .form_sheet = "Biểu nhập số liệu",
    .form_title = "BIỂU NHẬP SỐ LIỆU",
    .form_submitted = "◄ ngày nộp báo cáo, cần điền",
    .form_unit = "Đơn vị: {0} – {1}",
    .form_period = "Kỳ báo cáo: {0}",
    .form_help =
        "Điền vào các ô màu vàng, chỉ phần của chính đơn vị mình. Ô trống là chưa báo cáo; không có thì ghi 0. "
        "Lưu thành CSV (UTF-8) rồi gửi tệp đó.",
    .form_headings =
        {
            [FORM_UNIT] = "# Mã đơn vị",
            [FORM_PERIOD] = "Mã kỳ",
            [FORM_ELEMENT] = "Mã số liệu",
            [FORM_NAME] = "Số liệu",
            [FORM_RULE] = "Cách ghi",
            [FORM_BEFORE] = "Kỳ trước",
            [FORM_REPORTED] = "Đã báo cáo",
            [FORM_VALUE] = "Kỳ này",
            [FORM_NOTE] = "Ghi chú",
        },
    .yes = "có",
    .no = "không",
    .rule_flag = "có hoặc không",
    .rule_whole = "số nguyên",
    .rule_decimal = "số có nhiều nhất {0} chữ số thập phân",
    .rule_from = ", từ {0} trở lên",
    .rule_range = ", từ {0} đến {1}",
    .rule_part_of = "; không lớn hơn “{0}”",
    .rule_date = "một ngày",
    .rule_title = "Số liệu không hợp lệ",
};

const struct sheet_words *childplan__sheet_words(int32_t language) {
    return language == CHILDPLAN_VIETNAMESE ? &vietnamese : &english;
}
