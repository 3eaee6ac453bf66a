# 设置：类别

settings-categories = 类别
settings-categories-new = 添加子类别
settings-categories-lead = 五个大类按国家标准固定，便于统计比较；子类别可以改名、停用，也可以自行添加。名称留空即用随程序提供的名称。停用后不再供选择，已有工单保留原类别。
settings-category-version = 第 { $version } 版：{ $name }
settings-category-version-out = 第 { $version } 版：{ $name }，停用
settings-category-own-none = 沿用原名
column-category = 类别
column-spelling = 代号
column-in-use = 使用中
column-sop = 处理规程
label-categories-main = 大类
label-categories-id = 代号（小写字母、数字、下划线）
label-categories-name-zh-CN = 中文名称
label-categories-name-en = 英文名称
label-categories-active = 可供选择
effect-category = { $count } 件未办结工单属于这一类别，它们保留该类别。
category-main-service = 服务
category-main-price = 价格
category-main-safety = 安全
category-main-rights = 个人权益
category-main-other = 其他
category-whole = { $main }（整个大类）
field-unknown-category = 没有“{ $detail }”这个类别
field-not-a-category = 应为大类加代号，如 service.pet_transport，只用小写字母、数字和下划线
