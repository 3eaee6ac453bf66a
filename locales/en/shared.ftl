# Used everywhere: names, times, numbers, punctuation

# Homeward: every text that a person sees, in English. Words as in terms.md.
brand = Homeward
skip-to-content = Skip to content
language-other = 中文
language-other-tag = zh-CN
language-own = English
span-days = d
span-hours = h
span-minutes = min
span-seconds = s
span-left = {$span} left
span-over = {$span} over
time-format = %-d %b %Y, %H:%M
day-format = %-d %b %Y
zone-company = Beijing time (UTC{$offset})
zone-other = the local time of {$name} (UTC{$offset})
anonymous = Anonymous
erased = Lawfully erased
list-separator = {", "}
clause-separator = {", "}
list-separator-outer = {"; "}
part-separator = {"; "}
withheld = Came by way of a case under restriction; visible only to staff who need it
search = Find
money-cny = ¥{ $amount }
spoken-zh = Chinese
spoken-en = English
copy = Copy
copied = Copied
closed = Closed
