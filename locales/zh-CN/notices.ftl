# 通知

notices-title = 通知
notices-empty = 没有通知
notices-empty-detail = 分配给您的工单、投诉人的新消息和即将到期的时限会出现在这里。
notices-what = 事项
notices-when = 时间
notices-new = 未读
notices-times = 共 { $times } 次
notices-read-all = 全部标为已读
notice-kind-assigned = 分配给您
notice-kind-file-in = 投诉人补充了材料
notice-kind-message-in = 投诉人的新消息
notice-kind-needs-translation = 新消息需要翻译
notice-kind-answered = 收到答复
notice-kind-plan-answered = 投诉人答复方案
notice-kind-clock-warned = 即将到期
notice-kind-graded = 定级为较严重或严重
notice-kind-escalated = 工单升级
notice-kind-discontent = 投诉人对结果不满意
notice-kind-objected = 投诉人对不予受理提出异议
notice-kind-rules-stopped = 规则被停止
notice-kind-entered-late = 补记待确认
notice-kind-withdrawn = 有记录被撤回，请查看受影响的时限
notice-kind-clock-breached = 时限超时
notice-kind-mentioned = 同事在备注里提到您
