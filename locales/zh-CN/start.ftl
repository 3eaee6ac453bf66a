# 开始设置

start-title = 开始设置
start-company = 公司
start-people = 同事
start-promises = 承诺
start-ready = 开始使用
start-company-lead = 先告诉我们您的公司。投诉页面上的常见问题会按业务类型准备好。
start-people-lead = 请添加处理投诉的同事。每位同事会得到一条一次性登录链接。只有您一个人也可以，直接继续。
start-promises-lead = 以下时限会公开展示，并由系统逐单计时。请确认这是您公司做得到的承诺；以后随时可以修改。
start-ready-lead = 设置完成。以下几步可以现在做，也可以以后做。
start-next = 继续
start-add = 添加并生成登录链接
start-change = 修改
start-right = 没有问题，继续
start-link = 请把这条一次性链接转交{$name}，24 小时内有效，只显示这一次：
start-password = 为自己设置密码
start-password-why = 没有密码，每次登录都需要一条一次性链接。
start-public = 看看旅客看到的投诉页面
start-public-why = 可以把它的网址放进公众号、行程单和门店二维码。
start-look = 去看看
start-first = 登记第一件投诉
start-first-why = 来电、到店、来信，一分钟之内登记好。
start-reminder = 还没有设置公司信息。
start-go = 开始设置
label-start-company-name = 公司名称
label-start-company-phone = 客服电话
label-start-people-name = 姓名
