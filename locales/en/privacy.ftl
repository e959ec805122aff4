## What is kept of somebody, and erasing it.

account-privacy = Privacy
export-title = Take your data along
export-explain = One file with everything we keep of you: your profile, how you sign in, where you are signed in, your apps and what happened. Of secrets and of your face it says that they are kept and since when, never what they are.
export-hint = You prove first that it is you.
export-begin = Prepare the file
export-ready = It is ready, for ten minutes.
export-fetch = Download

leave-title = Delete your account
leave-explain = { $days ->
        [0] You are signed out everywhere at once, and your account is erased.
        [one] You are signed out everywhere at once. For a day you can change your mind by signing in; then your account and all that is in it is erased for good.
       *[other] You are signed out everywhere at once. For { $days } days you can change your mind by signing in; then your account and all that is in it is erased for good.
    }
leave-sure = I want my account deleted, with everything in it.
leave-begin = Delete my account
error-leave-unsure = Tick that you want it deleted, with everything in it
error-leave-last-owner = You are the last owner who can sign in here. Make somebody else an owner first

leaving-title = Your account will be deleted
leaving-explain = { $days ->
        [0] You are signed out everywhere. Your account is being erased.
        [one] You are signed out everywhere. If you change your mind, sign in within a day.
       *[other] You are signed out everywhere. If you change your mind, sign in within { $days } days.
    }
stay-title = Keep your account?
stay-explain = You asked us to delete your account. It will be erased on { $date }.
stay-confirm = Keep my account
stay-leave = Let it be deleted
