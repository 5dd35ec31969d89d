namespace PluginSdk.Wire;

/// <summary>
/// The bytes are not a value of the expected type, or the value cannot be written. It is the only exception that reading
/// throws, whatever the bytes are; what a constructor or a setter threw while a value was put together is its
/// <see cref="Exception.InnerException"/>.
/// </summary>
public sealed class WireFormatException : Exception
{
    /// <summary>Creates the exception without a message of its own.</summary>
    public WireFormatException()
        : base("The bytes are not a value of the expected type.")
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong, and with what.</param>
    public WireFormatException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong, and with what.</param>
    /// <param name="innerException">What was thrown below.</param>
    public WireFormatException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
