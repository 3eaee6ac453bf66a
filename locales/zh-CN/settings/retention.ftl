# 设置：保存期限

settings-retention = 保存期限
settings-retention-lead = 到期的内容由系统每天自动删除，工单记录保留并可核验；法律要求保全的、外部程序未结束的、资料限制使用中仍需使用的不删除。各项都不填的不自动删除；填写沟通与材料期限的，须一并填写交易凭证期限。天数自工单办结起算。
settings-retention-version = 第 {$version} 版：沟通与材料 { $words_days ->
    [none] 不自动删除
   *[other] 保存 { $words_days } 天
}，交易凭证 { $proof_days ->
    [none] 不自动删除
   *[other] 保存 { $proof_days } 天
}，查看联系方式的日志 { $looks_days ->
    [none] 不自动删除
   *[other] 保存 { $looks_days } 天
}
label-retention-words-days = 沟通、备注、照片等与交易凭证无关的内容（天，不少于 30；没有交易的工单届时全部删除）
label-retention-proof-days = 订单、方案、付款等交易凭证（天，依电子商务法不少于三年即 1096）
label-retention-looks-days = 联系方式查看记录（天，依网络安全法不少于六个月即 183）
effect-retention = 按现有办结时间，已到期工单 {$words} 件，其中交易凭证也到期的 {$proof} 件；下一次自动清理时删除（依法须保留的除外）。
retention-runs = 自动清理记录
retention-no-run = 尚未自动清理过。
retention-run = {$when}（第 {$version} 版）
retention-run-title = 自动清理的工单
retention-what = 结果
retention-erased = 到期内容已删除
retention-kept = 已到期，依规定保留
retention-words = 删除沟通与材料 {$count} 件
retention-whole = 全部删除 {$count} 件
retention-on-hold = 保全保留 {$count} 件
retention-before-others = 外部程序未结束保留 {$count} 件
retention-restricted = 限制使用、予以保留 {$count} 件
retention-looks = 删除查看日志 {$count} 条
retention-failed = 未完成 {$count} 件，下次再试
retention-nothing = 没有到期的内容
retention-goes-on = 进行中
field-shorter-than-words = 交易凭证不得早于沟通内容删除
