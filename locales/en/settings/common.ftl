# Settings: what all share

settings-title = Settings
settings-empty = Nothing here yet.
settings-back = Back to the list
settings-facts = Where it holds
settings-facts-api = Acts are changed over the API:
settings-rule-version = Version {$version}: {$title}
settings-add = Add
settings-change = Save the change
settings-added = Added.
settings-changed = Saved and in force.
settings-reset = The sign-in was reset; they are signed out everywhere.
settings-read-only = You may look at this but not change it.
settings-preview = See the effect
settings-effect = Once saved
settings-history = Changes
settings-again = Take this one up again
settings-version = Version {$version}: {$limit}
change-made = Made
change-changed = Changed
column-version = Version
settings-shipped = Came with the program
column-time = Time
column-who = Who
column-outcome = Outcome
column-way = By
