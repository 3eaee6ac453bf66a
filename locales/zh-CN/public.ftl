# 公众网站：首页、凭编号查看、找回链接

public-home-title = 出行遇到问题？我们来处理
public-home-lead = 告诉我们发生了什么。您会马上得到工单编号、时限承诺和一条只属于您的跟进链接。
public-complain = 我要投诉
public-complain-lead = 三步填写，两分钟完成
public-follow-title = 跟进已有的投诉
public-follow-lead = 请打开您收到的专属查询链接。找不到链接时，用工单编号和留下的手机号也能查看。
public-follow-go = 凭编号查看
public-follow = 查进度
public-call = 致电 { $phone }
public-footer = 我们不使用任何跟踪，页面不会向第三方发出请求。
lost-link-title = 凭编号查看进度
lost-link-lead = 编号在我们给您的短信、邮件或回执上，形如 HW‑2611‑000123‑7。
lost-link-go = 查看
label-lost-link-number = 工单编号
label-lost-link-phone = 投诉时留下的手机号
field-not-followed = 编号与手机号不相符；请核对，或致电我们
public-large = 大字
field-wrong-sum = 请回答这道算术题
# 凭编号查看
lost-link-over = 查看时间已过，请重新填写。
standing-link = 答复、留言或查看方案
standing-waits = 有内容等您确认。
standing-waits-how = 请打开您的专属查询链接答复。链接找不到了，请与我们联系，核实身份后我们会重新交给您。
standing-link-detail = 这里只能查看进度。您与我们的往来、方案和结果，以及答复、留言、补充材料，都在您的专属查询链接里。链接找不到了，请与我们联系，核实身份后我们会重新交给您。
standing-ask-phone = 联系电话：
standing-ask = 请通过您投诉时的渠道与我们联系。
standing-over = 本页半小时后自动关闭。
