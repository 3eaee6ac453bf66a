# 各处共用：名称、时间、数字、标点

# 归程 Homeward：给人看的每一句话。名称以 terms.md 为准。
brand = 归程
skip-to-content = 跳到正文
language-other = English
language-other-tag = en
language-own = 中文
span-days = 天
span-hours = 小时
span-minutes = 分钟
span-seconds = 秒
span-left = 还剩 {$span}
span-over = 已超 {$span}
time-format = %Y年%-m月%-d日 %H:%M
day-format = %Y年%-m月%-d日
zone-company = 北京时间（UTC{$offset}）
zone-other = {$name} 当地时间（UTC{$offset}）
anonymous = 匿名
erased = 已依法删除
list-separator = 、
clause-separator = ，
list-separator-outer = ；
part-separator = ；
withheld = 来自限制使用资料的工单，仅经办所必需的人员可查看
search = 查找
money-cny = ¥{ $amount }
spoken-zh = 中文
spoken-en = 英语
copy = 复制
copied = 已复制
closed = 休息
