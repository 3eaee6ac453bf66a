# 在场与草稿

field-changed-meanwhile = 其间已有他人更改（现为第 {$detail} 版），请返回列表重新查看后再改
draft-saved = 草稿已保存
presence-here = { $name } 正在查看
presence-writing = { $name } 正在写答复
presence-draft = { $name }有一份没有用上的草稿，{ $when }
presence-draft-open = 查看并合并
composer-phrases = 常用语
drafts-title = 合并两份草稿
drafts-lead = 一份是{ $name }写的，没有用上；另一份是您的。请整理成一份，存为您的草稿后再记录。
drafts-own = 您的文字
drafts-keep = 存为我的草稿
drafts-back = 返回工单
answered-title = 同事已经答复
answered-lead = 您写答复的时候，同事已经记录了下面的答复。请看看还需要说什么：可以修改后再记录，也可以返回工单。
answered-by = { $name } 于 { $when } 记录
answered-send = 仍然记录
