# 首页：当前情况

now-title = 实时看板
now-late = 有超时
now-soon = 一小时内到期
now-unowned = 待分配
now-grave = 较严重及以上
now-urgent = 紧急
now-open = 未办结
now-first = 最先到期
now-loads = 每人在办
now-no-loads = 目前没有人负责工单。
