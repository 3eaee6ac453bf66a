# Settings: access

settings-access = Sign-in
settings-access-lead = How long people stay signed in, and which roles need a second factor. A change counts at once, for those who are signed in as well: whoever lacks the second factor that their role needs sets it up before they see anything else.
settings-access-version = Version { $version }: ends after { $session_idle_hours } h unused, { $session_days } days at most; second factor for { $factor_roles ->
    [none] —
   *[other] { $factor_roles }
}
label-access-session-idle-hours = Sign out after this many hours of inactivity
label-access-session-days = Sign out after this many days at most
label-access-factor-roles = Roles that need a second factor
effect-access = { $without_factor } people have no second factor yet and set it up before anything else.
settings-sign-ins = Sign-in log
