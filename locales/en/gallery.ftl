# The gallery of components

gallery-title = Components
gallery-lead = Served by development builds: one of each component, light and dark.
gallery-colours = Colour
gallery-type = Type
gallery-sample = Trouble on a trip? Leave it to Homeward 归程
gallery-sample-long = Latin and 中文 in one line, figures such as 1,280.00, quotes and (brackets) sit well; case HW-2611-000123-7 is answered within 2 hours.
gallery-icons = Icons
gallery-buttons = Buttons
gallery-fields = Forms
label-gallery-kinds = Grade
gallery-badges = Badges
gallery-clocks = Clocks
gallery-notices = Notices
gallery-table = Table
gallery-tabs = Tabs and menu
gallery-menu = Menu
gallery-timeline = Timeline and steps
gallery-empty = Empty state
gallery-panel = Panel
gallery-when = Due 22 Nov 2026, 18:00
gallery-initial = H
