"""What Streamlit does not tell apps of the sessions that it has, one a page; see `streamlit_private`."""

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import Runtime


def n_sessions() -> int:
    """Return how many pages are open."""
    return Runtime.instance()._session_mgr.num_active_sessions() if Runtime.exists() else 0


def session_told(message: bytes) -> str:
    """Return the session that a page learns from a message that it has; empty if it learns anything else."""
    return str(ForwardMsg.FromString(message).new_session.initialize.session_id)


def forget_session(session: str) -> None:
    """Give back what a page had, unless it is there again."""
    if Runtime.exists() and not (runtime := Runtime.instance()).is_active_session(session):
        runtime.close_session(session)
