//! The section about liveness: what a living person looks like to the camera, as far as it was measured.

use std::time::Duration;

use super::section::section;

section! {
    /// Liveness: a person follows a challenge of random order before the camera. What a frame must be like to be looked at at
    /// all stands in [face]. Angles are degrees, openness of the eyes is relative to the person's own at the beginning. Where a default was
    /// measured the range is given: on generated sequences, not on people (docs/face-measurements.md).
    Liveness {
        /// How long an attempt may take in all, from its first moment; at most 60s.
        attempt: Duration = "30s";
        /// How long each action may take before it is asked for again.
        step: Duration = "8s";
        /// How often each action is asked for again.
        retries: u32 = 1;
        /// How many frames of a second are looked at; the rest is dropped. At least 8: a blink lasts a third of a second.
        frames_per_second: u32 = 10;
        /// The actions in this order instead of a random one, out of "blink", "turn_left" and "turn_right". For tests in
        /// `doorward dev` only: what is known beforehand can be recorded beforehand.
        order: Vec<String> = [];

        /// Greatest part of the frame's shorter side that a face may take.
        face_share: f32 = 0.8;
        /// How far the face's middle may be from the frame's, as a part of the frame.
        off_centre: f32 = 0.22;
        /// How sure the mesh must be that it lies on a face that moves, 0 to 1; of one that looks ahead: face.min_presence.
        presence_turned: f32 = 0.5;

        /// How many frames of a face that looks ahead, eyes open, begin an attempt; everything after is measured by them.
        baseline_frames: u32 = 6;
        /// Greatest yaw of a face that looks ahead.
        ahead_yaw: f32 = 15.0;
        /// Greatest pitch of a face that looks ahead; the line from forehead to chin leans differently in every face.
        ahead_pitch: f32 = 25.0;
        /// Greatest roll of a face that looks ahead.
        ahead_roll: f32 = 20.0;
        /// Greatest change of yaw and pitch within the first frames; swaying stayed below 3.
        steady: f32 = 6.0;
        /// Least lid gap by eye width of open eyes (iris model); open eyes of 23 people had 0.176 to 0.318.
        eyes_open: f32 = 0.14;

        /// Closed: lid gap of the iris model below this part of the person's own. Painted blinks reached 0.23 to 0.59, photographs
        /// that lean 0.84, bent ones 0.82 and at worst 0.79: so 0.78 is the most.
        blink_iris: f32 = 0.75;
        /// Closed: lid gap of the mesh at most this part of the person's own. Blinks reached 0.69 to 0.90.
        blink_mesh: f32 = 0.95;
        /// Open again: lid gap of the iris model at least this part of the person's own.
        blink_open: f32 = 0.88;
        /// Greatest change of yaw while eyes are closed: eyes that turn away look narrower.
        blink_yaw: f32 = 10.0;
        /// Greatest change of pitch while eyes are closed: eyes of a tilted photograph look narrower.
        blink_pitch: f32 = 10.0;
        /// Longest blink; longer, the eyes were closed.
        blink_longest: Duration = "1s";
        /// How long a blink may be waited for once it is asked for, when blinks are all that is asked for.
        still_answer: Duration = "3s";

        /// Least change of yaw of a turned head. Turns by 28 degrees measured 15 to 45, photographs turned by 40 at most 10.
        turn_yaw: f32 = 15.0;
        /// Least change of where the nose lies between the sides of the face. Turns by 28 degrees measured 0.54 to 1.5,
        /// photographs turned by 40 at most 0.32.
        turn_nose: f32 = 0.5;
        /// How far a head that turns is from a flat picture that turns: mean distance of the landmarks from the best
        /// homography, by the distance of the eyes. Turns measured 0.043 to 0.151, photographs turned by 40 at most 0.040.
        turn_residual: f32 = 0.045;
        /// How many frames in a row must show the turned head. Turns had 8 and more. Of 150 photographs that were turned
        /// by 25 to 62 degrees one had 3 or more, of 150 bent ones 24; none of them blinks.
        turn_frames: u32 = 3;
        /// Greatest change of yaw of a head that came back.
        turn_back: f32 = 8.0;
        /// Greatest yaw at which a frame counts; beyond, too little of a face is left to measure.
        yaw_limit: f32 = 45.0;
        /// How many turns to a side that was not asked for are passed over; one more ends the attempt.
        wrong_turns: u32 = 1;

        /// Greatest distance to the first frames, looking ahead. It and the next two are distances of the embedder that comes
        /// with Doorward; another one needs others. Blinks that were painted moved it by 0.34 at most, those of one face in 23 by
        /// more than 0.5.
        identity_ahead: f32 = 0.5;
        /// Greatest distance to the first frames while turned. Turning people measured up to 0.47.
        identity_turned: f32 = 0.6;
        /// Greatest distance from one frame to the next while the head stays; a turn by ten degrees adds 0.1. People measured
        /// up to 0.286, two photographs of one person 0.37.
        identity_step: f32 = 0.32;
        /// The face is compared in every frame (1), every second (2) and so on; always in the first frames and while turned.
        identity_every: u32 = 1;
        /// Greatest change of yaw in a second. Turning heads measured up to 209.
        yaw_rate: f32 = 240.0;
        /// Longest time without a frame that shows one face, or two and a half times the usual distance of frames. What measuring
        /// took longer than that distance, because many want it, is added: up to 0.7 seconds.
        gap: Duration = "300ms";
        /// How often the picture may break off (a gap, a jump) while actions are asked for. Each begins the action afresh.
        breaks: u32 = 3;
        /// Least movement of the landmarks from frame to frame, by the distance of the eyes, in the median of ten frames.
        /// Below it the picture stands still.
        still: f32 = 0.001;
        /// How many frames of earlier attempts are remembered, so that none of them is taken again; 16 bytes each.
        remembered_frames: u32 = 65536;
    }
}
