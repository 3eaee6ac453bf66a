# 附件与证件

event-file-attached = 附件 {$file}
event-file-marked = { $kind ->
    [paper] 附件 {$file} 标为身份证件
   *[other] 附件 {$file} 取消身份证件标记
}
field-empty-file = 文件是空的
field-file-type = 不接受这种文件（内容为 {$detail}）；可用图片、音频、视频、PDF、Office 文档和文本
rule-no-such-file = 没有这个文件；现有 {$detail} 个。
rule-too-many-files = 一个工单至多 {$detail} 个附件。
files-none = 暂无附件。
files-pick = 选择文件
files-hint = 图片、音视频、PDF、Office 文档或文本，每个不超过 25 MB，一次最多 20 个
files-send = 上传
entry-file-attached = 添加附件
entry-file-marked = 标记身份证件
act-file-mark = 标记身份证件
done-files = 附件已上传。
label-file = 证明文件（本工单的文件编号）
done-file-mark = 已更新证件标记。
case-file = 查看档案
hint-file-mark = 标记后，仅负责人、接听或登记人、承办人、备注中被提及人和本单位主管可直接打开；其他人需选择用途，每次查看都会留下记录。取消标记只能由可查看的人操作。
label-file-mark-is-paper = 是身份证件扫描件（护照、身份证、户口本、签证等）
paper-title = 查看身份证件
paper-lead = 您不是经办人，身份证件不直接开放。请选择用途；每次查看都会留下记录。
paper-logged = 本次查看已记录，证件仅在此处显示一次。
paper-badge = 身份证件
paper-show = 说明用途并查看
paper-mark = 标为身份证件
paper-mark-suggested = 看名称像是身份证件，要标记吗？
paper-unmark = 取消证件标记
paper-closed-title = 身份证件不对您开放
paper-closed-detail = 身份证件扫描件只对负责人、接听或登记人、承办人、备注中被提及人和本单位主管开放；其他人可在工单页选择用途后查看，每次查看都会留下记录。
problem-paper-closed = 身份证件不对您开放
problem-paper-closed-detail = 身份证件扫描件只对经办人开放。
papers-all = 这是身份证件的扫描件或照片（护照、身份证、户口本、签证等）
papers-each = 其中哪些是身份证件（护照、身份证、户口本、签证等）？
papers-kept = {$name}：身份证件
papers-hint = 标记后只有经办人可以打开，其他人查看须说明用途并留下记录。
papers-suggested = 已按文件名预先勾选，请核对。
# Pictures of a case
picture-none = 无法显示
picture-taken = 拍摄于 {$time}
picture-camera = 相机记录：{$told}（相机时钟可能不准）
picture-original = 下载原图
picture-original-hint = 原图作为证据封存，每次下载都会留下记录
picture-sealed = 原图已封存，仅负责人、本单位主管和审计可下载
no-copy-format = 此格式（如 HEIC）无法在此显示
no-copy-too-large = 像素过大，无法在此显示
no-copy-damaged = 文件不完整或已损坏，无法显示
no-copy-not-made = 未能生成供查看的副本
