# 设置：定级

settings-grading = 定级与策略
settings-grading-lead = 四项指标各 0 至 3 分，乘以权重相加得到分数；分数线决定等级，等级决定处理策略。伤亡、人身危险等情形直接定级，不受此处影响。保存前请先看对未办结工单的影响；保存后，未办结工单会在后台重新定级，并写入时间线。
settings-grading-version = 第 { $version } 版：权重 { $weights_content } / { $weights_source } / { $weights_nature } / { $weights_speed }，分数线 { $cut_offs_general } / { $cut_offs_serious } / { $cut_offs_grave }
group-grading-weights = 指标权重（合计须为 100）
group-grading-cut-offs = 分数线（从该分数起）
group-grading-strategies = 各等级的处理策略
group-grading-duties = 各策略的要求
label-grading-weights-content = 内容（损失）
label-grading-weights-source = 来源
label-grading-weights-nature = 性质
label-grading-weights-speed = 处理速度
label-grading-cut-offs-general = 一般
label-grading-cut-offs-serious = 较严重
label-grading-cut-offs-grave = 严重
label-grading-strategies-slight = 轻微
label-grading-strategies-general = 一般，一线能够处理
label-grading-strategies-general-beyond = 一般，但影响全程、需部门介入或超出一线权限
label-grading-strategies-serious = 较严重
label-grading-strategies-grave = 严重
label-grading-duties-mild = 轻度策略
label-grading-duties-moderate = 中度策略
label-grading-duties-severe = 重度策略
effect-grading = { $cases ->
    [0] 目前没有已定级的未办结工单，只对以后的工单生效。
   *[other] { $cases } 件已定级的未办结工单会重新定级
}
effect-grading-graver = 其中 { $graver } 件等级上调
effect-grading-slighter = 其中 { $slighter } 件等级下调
effect-grading-handled-otherwise = 其中 { $handled_otherwise } 件的处理策略或要求改变
field-weights-sum = 四项权重合计须为 100，现为 { $detail }
field-cut-offs-fall = 等级越高，分数线须越高
field-strategies-fall = 等级越高，处理策略不能越轻
