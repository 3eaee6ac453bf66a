# 设置：各项共用

settings-title = 设置
settings-empty = 还没有内容。
settings-back = 返回列表
settings-facts = 条件成立时
settings-facts-api = 动作通过接口修改：
settings-rule-version = 第 {$version} 版：{$title}
settings-add = 添加
settings-change = 保存更改
settings-added = 已添加。
settings-changed = 已保存，立即生效。
settings-reset = 登录方式已重置，对方已从所有设备退出。
settings-read-only = 您可以查看，但不能修改。
settings-preview = 预览影响
settings-effect = 保存后
settings-history = 更改记录
settings-again = 恢复这一版
settings-version = 第 {$version} 版：{$limit}
change-made = 建立
change-changed = 更改
column-version = 版本
settings-shipped = 随程序提供
column-time = 时间
column-who = 人员
column-outcome = 结果
column-way = 方式
