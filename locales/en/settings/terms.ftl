# Settings: terms

label-first-use-at = First day of use
label-extension-days-max = Extension of the settlement at most (days)
label-pause-days-max = Longest total pause for one reason without a lead (days)
label-objection-days = Days to object before publication
label-entered-later-hours-max = Hours within which a call or letter of ours may be entered later
label-terms = Rules of change and refund
settings-terms = Terms and first day of use
settings-terms-lead = What was received before the first day of use stays out of kept-rates. The first start filled it.
settings-terms-version = Version {$version}: used from {$first_use_at}, extension at most {$extension_days_max} d, pauses for one reason {$pause_days_max} d in all, {$objection_days} d to object, calls entered up to {$entered_later_hours_max} h later
