# 设置：期限

label-first-use-at = 启用日
label-extension-days-max = 办理最多延期（天）
label-pause-days-max = 同一原因累计暂停上限（天），超出须主管批准
label-objection-days = 公示前的异议期（天）
label-entered-later-hours-max = 电话、信函可补记的时限（小时）
label-terms = 退改规则
settings-terms = 办理期限与启用日期
settings-terms-lead = 启用日期之前收到的工单不计入履约率。首次启动时自动填写。
settings-terms-version = 第 {$version} 版：启用 {$first_use_at}，延期最多 {$extension_days_max} 天，同一原因暂停合计 {$pause_days_max} 天，公示异议期 {$objection_days} 天，补记时限 {$entered_later_hours_max} 小时
