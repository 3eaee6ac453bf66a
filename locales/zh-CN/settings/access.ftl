# 设置：登录与访问

settings-access = 登录安全
settings-access-lead = 登录保持多久，哪些角色必须开启两步验证（动态码）。修改后立即生效，已登录的人也一样：角色要求动态码而尚未开启的，须先设置好才能继续。
settings-access-version = 第 { $version } 版：闲置 { $session_idle_hours } 小时或满 { $session_days } 天退出；须两步验证：{ $factor_roles ->
    [none] —
   *[other] { $factor_roles }
}
label-access-session-idle-hours = 无操作多少小时后自动退出登录
label-access-session-days = 登录最长保持多少天
label-access-factor-roles = 必须开启两步验证（动态码）的角色
effect-access = { $without_factor } 人尚未开启两步验证，须先设置好才能继续。
settings-sign-ins = 登录记录
