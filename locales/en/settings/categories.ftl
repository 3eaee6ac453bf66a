# Settings: categories

settings-categories = Categories
settings-categories-new = Add a sub-category
settings-categories-lead = The five main categories are those of the national standard, so that figures compare. Sub-categories can be renamed, put out of use, or added. An empty name keeps the one that came with the program. What is out of use is not offered any more; cases that have it keep it.
settings-category-version = Version { $version }: { $name }
settings-category-version-out = Version { $version }: { $name }, out of use
settings-category-own-none = the name that came with the program
column-category = Category
column-spelling = Code
column-in-use = In use
column-sop = Procedure
label-categories-main = Main category
label-categories-id = Code (small letters, digits, underscores)
label-categories-name-zh-CN = Name in Chinese
label-categories-name-en = Name in English
label-categories-active = Offered
effect-category = { $count ->
    [one] { $count } open case has this category and keeps it.
   *[other] { $count } open cases have this category and keep it.
}
category-main-service = Service
category-main-price = Price
category-main-safety = Safety
category-main-rights = Rights
category-main-other = Other
category-whole = { $main } (all of it)
field-unknown-category = there is no category { $detail }
field-not-a-category = should be a main category and a code, as service.pet_transport, of small letters, digits and underscores
