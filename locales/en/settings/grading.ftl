# Settings: grading

settings-grading = Grading
settings-grading-lead = Each of four indicators has 0 to 3 points; times their weights they add to the score. The score decides the grade, the grade the strategy. Death, injury or danger set a grade by themselves, whatever stands here. Look at the effect before you save; open cases are then graded anew in the background, each with an entry on its timeline.
settings-grading-version = Version { $version }: weights { $weights_content } / { $weights_source } / { $weights_nature } / { $weights_speed }, scores { $cut_offs_general } / { $cut_offs_serious } / { $cut_offs_grave }
group-grading-weights = Weights of the indicators (100 together)
group-grading-cut-offs = Scores from which a grade holds
group-grading-strategies = Strategy of each grade
group-grading-duties = What each strategy asks for
label-grading-weights-content = Content (loss)
label-grading-weights-source = Source
label-grading-weights-nature = Nature
label-grading-weights-speed = Speed
label-grading-cut-offs-general = General
label-grading-cut-offs-serious = Serious
label-grading-cut-offs-grave = Grave
label-grading-strategies-slight = Slight
label-grading-strategies-general = General, and the front line can carry it
label-grading-strategies-general-beyond = General, but the whole trip, a department or a higher limit is concerned
label-grading-strategies-serious = Serious
label-grading-strategies-grave = Grave
label-grading-duties-mild = Mild
label-grading-duties-moderate = Moderate
label-grading-duties-severe = Severe
effect-grading = { $cases ->
    [0] No open case has a grade; it will count for later cases only.
    [one] { $cases } open case with a grade will be graded anew
   *[other] { $cases } open cases with a grade will be graded anew
}
effect-grading-graver = { $graver } of them would be graver
effect-grading-slighter = { $slighter } of them would be slighter
effect-grading-handled-otherwise = { $handled_otherwise } of them would be handled by another strategy or asked for other duties
field-weights-sum = the four weights must add to 100; they add to { $detail }
field-cut-offs-fall = a higher grade must begin at a higher score
field-strategies-fall = a graver case cannot be handled more mildly
