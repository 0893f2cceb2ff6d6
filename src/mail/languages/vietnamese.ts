import { anyOf, type Language } from './language.ts'

export const VIETNAMESE: Language = {
  spoken: /[ơưđ]|[ạảấầẩẫậắằẳẵặẹẻẽếềểễệịỉọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]/i,
  accountLost:
    /(?:tài khoản|mật khẩu|thẻ|hộp thư|xác thực)[^.]{0,60}(?:tạm khóa|bị khóa|hết hạn|tạm ngưng|đình chỉ|hạn chế|đầy|dung lượng)|(?:thư|tin nhắn|email)[^.]{0,30}(?:cách ly|bị giữ|đang chờ)|đăng nhập bất thường/i,
  caretaker: /quản trị (?:hệ thống|viên|mạng|email)|phòng (?:cntt|it)|hỗ trợ kỹ thuật/i,
  transfer: /chuyển (?:khoản|tiền)|thanh toán/i,
  changedAccount: anyOf(
    /(?:tài khoản|ngân hàng) mới|(?:tài khoản|ngân hàng)[^.]{0,40}(?<!không )thay đổi|thay đổi (?:tài khoản|số tài khoản)/,
    /thay đổi tài khoản ngân hàng|đã đổi (?:ngân hàng|tài khoản)/,
  ),
  accountBarred: anyOf(
    /tài khoản[^.\n]{0,60}(?:phong tỏa|đóng băng|kiểm toán)/,
    /(?:cơ quan thuế|chi cục thuế)[^.\n]{0,60}tài khoản|tài khoản[^.\n]{0,60}không thể (?:nhận|tiếp nhận)/,
  ),
  unchanged: /tài khoản (?:như )?cũ|không thay đổi/i,
  wages: /lương[^.]{0,60}tài khoản (?:mới|khác)|(?:đổi|thay đổi)[^.]{0,20}tài khoản[^.]{0,40}lương/i,
  secret: /bảo mật|bí mật|đang họp/i,
  tellNobody: /không (?:được )?nói với ai|đừng nói|tuyệt đối bảo mật/i,
  notByTelephone: /đang họp|không nghe (?:điện thoại|máy)|chỉ (?:trả lời )?qua email/i,
  qrCode: /mã QR/i,
  haste: /gấp|hôm nay|ngay lập tức|khẩn/i,
  deadline: anyOf(
    /(?:trong(?: vòng)?|vòng) \d{1,2} (?:giờ|h\b|ngày)|ngay lập tức|hôm nay|nếu không|để tránh/,
    /có \d{1,2} giờ để|thông báo cuối cùng/,
  ),
  claim:
    /(?:bưu phẩm|bưu kiện|đơn hàng|kiện hàng)[^.]{0,60}(?:không thể|chưa (?:thể|thanh toán)|giữ lại|phí)|(?:hoàn thuế|hoàn tiền|trợ cấp)[\s\S]{0,80}(?:nhận|yêu cầu|xác nhận)|phạt[^.]{0,40}chưa nộp/i,
  loss: /tạm khóa|bị khóa|bị xóa|trả lại người gửi|phạt chậm/i,
  byWhen: /trước ngày|trong vòng|nếu không/i,
  act: /xác nhận|xác minh|đăng nhập|thanh toán|nhập/i,
  windfall: /hoàn (?:thuế|tiền)|trợ cấp|trúng thưởng/i,
  details: /(?:thông tin|số) (?:tài khoản|thẻ)/i,
  othersPassword: /đăng nhập bằng (?:tài khoản )?(?:email|microsoft|mật khẩu)[^.]{0,30}/i,
  everyday: /báo giá|đơn hàng|hóa đơn|thanh toán|vận đơn|thuế|phạt/i,
  notYou: /nếu (?:đó )?không phải (?:là )?bạn/i,
  elseLost: /nếu không[^.\n]{0,60}(?:khóa|xóa)/i,
  giftCards: /thẻ (?:quà tặng|cào)[\s\S]{0,100}(?:mua|mã)|mua[\s\S]{0,100}thẻ (?:quà tặng|cào)/i,
  guardOff: anyOf(
    /(?:diệt virus|chống virus|tường lửa|defender)[^\n]{0,100}(?:tắt|vô hiệu|bỏ qua)|(?:tắt|vô hiệu hóa)[^.\n]{0,40}(?:diệt virus|tường lửa|defender)/,
    /(?:tạm dừng|dừng)[^.\n]{0,30}diệt virus/,
  ),
  paste: /\bdán\b/i,
  enable: /bật (?:nội dung|chỉnh sửa|macro)/i,
  unseen: /(?:hiển thị|bảo vệ|xem)[\s\S]{0,80}bật (?:nội dung|chỉnh sửa|macro)/i,
  charge: /trừ tiền|gia hạn|đăng ký|mua hàng/i,
  denied: /không (?:cho phép|ủy quyền|thực hiện|đặt)|hủy|hoàn tiền/i,
  ring: /\bgọi\b|điện thoại/i,
  watched: /webcam|camera|quay video|hack|người lớn|khiêu dâm/i,
  spreads: /danh bạ|gia đình|bạn bè|công khai|gửi video/i,
  pays: /trả (?:tôi|cho tôi|\d)|chuyển (?:tiền|\d)|thanh toán/i,
  orElse: anyOf(/nếu (?:bạn )?không/, /nếu (?:\S+ ){0,2}không|bằng không|cảnh báo (?:cuối|duy nhất)/),
  easyWork:
    /(?:việc (?:làm )?(?:tại nhà|online)|làm thêm)[\s\S]{0,200}(?:không cần kinh nghiệm|giờ mỗi ngày|mỗi tháng|mỗi ngày)/i,
  enclosed: /đính kèm|gửi kèm/i,
  pay: /cần chuyển khoản|(?:thực hiện|tiến hành)[^.\n]{0,30}(?:thanh toán|chuyển)/i,
  passwordTyped: /nhập[^.\n]{0,30}mật khẩu/i,
  neverAsked: /không bao giờ[^.\n]{0,60}mật khẩu/i,
  secretByReply: /(?:trả lời|gửi)[^.]{0,40}mật khẩu của bạn/i,
  paidTooMuch:
    /(?:hai lần|nhầm|trùng|thừa|dư)[^.\n]{0,40}(?:thanh toán|chuyển|trả)|(?:thanh toán|chuyển (?:khoản|tiền)|trả)[^.\n]{0,40}(?:hai lần|nhầm|trùng|thừa|dư)/i,
  paidBack: /hoàn (?:lại|trả|tiền)|trả lại|chuyển lại/i,
  payerGone: /tài khoản (?:cũ|gốc|ban đầu|đã chuyển)[^.\n]{0,60}(?:đóng|khóa|không còn|phong tỏa)/i,
  register: /(?:danh bạ|sổ đăng ký|cơ sở dữ liệu|danh mục)[^.\n]{0,40}(?:doanh nghiệp|công ty|nhãn hiệu)/i,
  registerEntry: /đăng (?:ký|tải|thông tin)|công bố/i,
  feeDue: /thanh toán|phí|chuyển khoản/i,
  cardCode:
    /số thẻ[\s\S]{0,120}(?:\bcv[cv]2?\b|mã bảo mật|(?:ba|3) (?:chữ )?số)|(?:\bcv[cv]2?\b|mã bảo mật)[\s\S]{0,120}số thẻ/i,
  formBack: /(?:gửi|điền|trả lời)[^.\n]{0,80}(?:mẫu|biểu mẫu|thẻ|thông tin)/i,
  moneyAlarm:
    /(?:chuyển khoản|giao dịch|lệnh chuyển)[^.\n]{0,60}(?:chặn|tạm dừng|đáng ngờ|khả nghi)|(?:chặn|tạm dừng|đáng ngờ|khả nghi)\w*[^.\n]{0,40}(?:chuyển khoản|giao dịch|lệnh chuyển)/i,
  safeAccount: /tài khoản (?:an toàn|kỹ thuật|tạm giữ)/i,
}
