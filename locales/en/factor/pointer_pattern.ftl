## Pointer pattern

factor-pointer_pattern = Pattern of clicks
factor-pointer_pattern-hint = The clicks and scrolls that you chose, in their order.

pattern-title = Make your pattern
pattern-explain = Repeat the clicks and scrolls that you set up for this account.
pattern-pad = Pad for clicks and scrolls
pattern-pad-hint = Click and scroll here
pattern-label = Pattern
pattern-typed = You can type it, too: letters with a space between them, such as L R U.
pattern-events = Events:
pattern-strength = Strength in bits:
pattern-clear = Clear
pattern-legend = What counts, and how it is done
pattern-left = Left click. By touch: tap. By keyboard, in the pad: left arrow.
pattern-right = Right click. By touch: hold, or tap with two fingers. By keyboard: right arrow.
pattern-left-twice = Left double click, within a third of a second. By touch: tap twice. By keyboard: Shift and left arrow.
pattern-right-twice = Right double click. By touch: tap twice with two fingers. By keyboard: Shift and right arrow.
pattern-up = Scroll up, however far. By touch: swipe up. By keyboard: up arrow.
pattern-down = Scroll down, however far. By touch: swipe down. By keyboard: down arrow.
pattern-enrol-title = Make a pattern of clicks
pattern-enrol-explain = From now on, these clicks and scrolls help to show that it is you. Where on the pad they are does not matter: only what, and in which order.
pattern-rules = It needs at least { $events } events and a strength of { $bits } bits. Mix them: what repeats counts little.
pattern-again-title = Make the same pattern once more
pattern-again = It has about { $bits } bits. Make it once more, so that your hand knows it.
pattern-finish = Finish
pattern-over = Begin again with another pattern

error-pattern-empty = Make the pattern
error-pattern-format = Some of that is no event. Use L, R, LL, RR, U and D, with a space between them
error-pattern-wrong = That is not the pattern
error-pattern-different = That is another pattern than the first one. Make the same one, or begin again
error-pattern-short = That pattern is too short. Add more events
error-pattern-long = That pattern is too long. It can have 64 events
error-pattern-simple = Many people would make that pattern: it repeats itself, turns back or has few kinds of events. Mix them more
error-pattern-weak = That pattern is easy to guess. Add more events, and repeat fewer
error-pattern-not-kept = The pattern could not be kept just now. Try again
