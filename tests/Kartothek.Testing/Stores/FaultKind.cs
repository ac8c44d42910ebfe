namespace Kartothek.Testing;

/// <summary>What happens to a request of a <see cref="FaultStore"/>.</summary>
public enum FaultKind
{
    /// <summary>The store isn't reached: nothing happens there, and the caller gets an error.</summary>
    Fail,

    /// <summary>The store does what was asked, and the reply is lost: the caller gets an error all the same.</summary>
    LoseReply,

    /// <summary>The process dies before the request: this one and all later ones fail, and nothing happens.</summary>
    Crash,

    /// <summary>The process dies before the reply: the request is done, and all later ones fail.</summary>
    CrashAfter,

    /// <summary>The request waits until <see cref="FaultStore.Meanwhile"/> is over, and succeeds.</summary>
    Delay,
}
