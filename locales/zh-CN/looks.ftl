# 联系方式的查看及其日志

# 联系方式的查看
contacts-title = 查看联系方式
contacts-lead = 您不是经办人，联系方式已脱敏。请选择用途；每次查看都会留下记录。
contacts-show = 显示联系方式
contacts-none = 没有留下联系方式。
contacts-logged = 本次查看已记录，联系方式仅在此处显示一次。
contacts-back = 返回 {$name}
look-paper = 查看身份证件（第 {$file} 个附件）：{$why}
key-contacts = 显示联系方式
look-reason-answer-traveller = 答复或回电旅客
look-reason-check-identity = 核实身份
look-reason-hand-over = 转交供应商或主管部门
look-reason-correct-record = 更正记录
look-answer-traveller = 答复或回电旅客
look-check-identity = 核实身份
look-hand-over = 转交供应商或主管部门
look-correct-record = 更正记录
look-owner = 工单负责人
look-took-call = 接听或登记人
look-task = 承办任务
look-mention = 备注中被提及
look-lead = 本单位主管
look-restricted-owner = 资料限制使用期间查看：负责人
look-restricted-lead = 资料限制使用期间查看：本单位主管
look-contacts-read = 系统对接（令牌权限）
looks-title = 联系方式查看记录
looks-link = 查看记录
column-look-by = 工单或订单
column-look-customer = 客户
column-look-why = 用途或关系
look-original = 下载原图（第 {$file} 个附件）
sealed-title = 原图已封存
sealed-detail = 图片原件作为证据封存，仅工单负责人、本单位主管和审计可下载。工单页上可查看去除元数据的副本。
problem-sealed = 原图已封存
problem-sealed-detail = 图片原件作为证据封存；令牌需有权限 contacts:read。副本见 …/copy。
problem-not-shown = 图片无法显示
