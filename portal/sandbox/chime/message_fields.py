"""
The fields of Chime's signaling messages that the media service uses.

They come from the open source client's encoder and decoder (package amazon-chime-sdk-js, folder
build/signalingprotocol). A field is `number: "name kind"`; a kind is int (every number, flag and
enumeration), text, bytes or another message, with * if it may be repeated. Fields that are not
listed are skipped on reading.
"""

from __future__ import annotations

_FRAME = {
    1: "timestamp_ms int",
    2: "type int",
    3: "error Error",
    4: "join Join",
    5: "join_ack JoinAck",
    6: "subscribe Subscribe",
    7: "subscribe_ack SubscribeAck",
    8: "index Index",
    10: "pause Pause",
    11: "leave Nothing",
    12: "leave_ack Nothing",
    17: "audio_control AudioControl",
    18: "audio_metadata AudioMetadata",
    19: "audio_stream_id_info AudioStreamIdInfo",
    20: "ping_pong PingPong",
    21: "audio_status AudioStatus",
    23: "data_message DataMessages",
    35: "notification Notification",
}

_JOINING = {
    "Join": {1: "protocol_version int", 3: "flags int", 6: "audio_session_id int"},
    "JoinAck": {
        1: "turn_credentials Turn",
        2: "video_subscription_limit int",
        4: "default_server_side_network_adaption int",
    },
    "Turn": {1: "username text", 2: "password text", 3: "ttl int", 4: "uris text*"},
}

_MEDIA = {
    "Subscribe": {
        1: "duplex int",
        2: "send_streams Stream*",
        3: "receive_stream_ids int*",
        4: "sdp_offer text",
        5: "audio_host text",
        7: "audio_muted int",
        8: "compressed_sdp_offer bytes",
    },
    "SubscribeAck": {
        1: "duplex int",
        2: "allocations Allocation*",
        3: "sdp_answer text",
        4: "tracks Track*",
    },
    "Allocation": {1: "track_label text", 2: "stream_id int", 3: "group_id int"},
    "Track": {1: "stream_id int", 2: "ssrc int", 3: "track_label text"},
    "Index": {1: "at_capacity int", 2: "sources Stream*", 4: "num_participants int"},
    "Pause": {1: "stream_ids int*", 2: "group_ids int*"},
    "Stream": {
        1: "stream_id int",
        2: "framerate int",
        3: "max_bitrate_kbps int",
        4: "track_label text",
        6: "group_id int",
        7: "avg_bitrate_bps int",
        8: "attendee_id text",
        9: "media_type int",
        10: "external_user_id text",
        11: "width int",
        12: "height int",
    },
}

_PRESENCE = {
    "AudioControl": {1: "muted int"},
    "AudioMetadata": {1: "attendee_states AttendeeState*"},
    "AttendeeState": {1: "audio_stream_id int", 2: "volume int", 4: "signal_strength int"},
    "AudioStreamIdInfo": {1: "streams AudioStream*"},
    "AudioStream": {
        1: "audio_stream_id int",
        2: "attendee_id text",
        3: "muted int",
        4: "external_user_id text",
        5: "dropped int",
    },
    "AudioStatus": {1: "audio_status int"},
    "PingPong": {1: "type int", 2: "ping_id int"},
}

_DATA_MESSAGES = {
    "Error": {1: "status int", 2: "description text"},
    "Notification": {1: "level int", 2: "message text"},
    "DataMessages": {1: "messages DataMessage*"},
    "DataMessage": {
        1: "topic text",
        2: "data bytes",
        3: "lifetime_ms int",
        4: "sender_attendee_id text",
        5: "ingest_time_ns int",
        6: "sender_external_user_id text",
    },
    "Transcripts": {1: "events TranscriptEvent*"},
    "TranscriptEvent": {1: "status TranscriptStatus", 2: "transcript Transcript"},
    "TranscriptStatus": {1: "type int", 2: "event_time int", 3: "transcription_region text"},
    "Transcript": {1: "results TranscriptResult*"},
    "TranscriptResult": {
        1: "alternatives TranscriptAlternative*",
        2: "channel_id text",
        3: "end_time int",
        4: "is_partial int",
        5: "result_id text",
        6: "start_time int",
        7: "language_code text",
    },
    "TranscriptAlternative": {1: "items TranscriptItem*", 2: "transcript text"},
    "TranscriptItem": {
        1: "content text",
        2: "end_time int",
        3: "speaker_attendee_id text",
        4: "speaker_external_user_id text",
        5: "start_time int",
        6: "type int",
    },
}

# message: {field number: "name kind"}
FIELDS: dict[str, dict[int, str]] = {
    "Frame": _FRAME,
    "Nothing": {},
    **_JOINING,
    **_MEDIA,
    **_PRESENCE,
    **_DATA_MESSAGES,
}
