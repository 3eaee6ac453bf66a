# 界面组件

gallery-title = 界面组件
gallery-lead = 开发版本提供的样例：每种组件一份，明暗两种配色。
gallery-colours = 颜色
gallery-type = 文字
gallery-sample = 旅途中的事，交给 Homeward 归程
gallery-sample-long = 中文与 Latin 混排，数字 1,280.00 与标点“引号”、（括号）都要排得稳当；工单 HW-2611-000123-7 于 2 小时内首次回应。
gallery-icons = 图标
gallery-buttons = 按钮
gallery-fields = 表单
label-gallery-kinds = 等级
gallery-badges = 标记
gallery-clocks = 时限
gallery-notices = 提示
gallery-table = 表格
gallery-tabs = 标签与菜单
gallery-menu = 菜单
gallery-timeline = 时间线与步骤
gallery-empty = 空状态
gallery-panel = 面板
gallery-when = 应于 2026年11月22日 18:00
gallery-initial = 归
