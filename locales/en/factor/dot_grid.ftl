## Code on a grid of dots

factor-dot_grid = Dots to connect
factor-dot_grid-hint = We send six numbers to your e-mail address, or to your phone if you have proved one, and you connect those dots.

dot-grid-title = Connect the dots
dot-grid-sent = We sent six numbers to { $address }.
dot-grid-sent-unnamed = We sent six numbers to the e-mail address of your account.
dot-grid-missing = Nothing there? Look into the spam folder, or ask for new numbers.
dot-grid-missing-sms = Nothing there? A text can take a minute. Then ask for new numbers.
dot-grid-by-sms = Send them by text message instead
dot-grid-by-mail = Send them by e-mail instead
dot-grid-how = Draw a line from dot to dot in the order of the message, or tap one after the other.
dot-grid-label = Grid of dots. Move with the arrow keys, choose with Enter, take back with Backspace.
dot-grid-dot = Dot { $n }
dot-grid-count = { $n } of { $of } dots
dot-grid-undo = Take one back
dot-grid-clear = Start over
dot-grid-numbers = Or type the six numbers
dot-grid-numbers-hint = With a space, a dot or a dash between them.

error-dot-grid-empty = Connect the six dots of the message, or type their numbers
error-dot-grid-format = Give six different numbers from 1 to 16, in the order of the message

mail-grid-intro = To sign in to { $client }, connect these dots in this order:
mail-grid-picture = This is where they are. The picture tells which comes first, second and so on:

## The text message: plain letters, so that it fits one text

sms-grid = { $code } are your dots for { $client }. Never give them to anybody.
