namespace CommandProcessor.Grains.Interfaces.Accounts;

/// <summary>Codes of the refusals of an account, checked in this order. Never reused.</summary>
public static class AccountRefusalCode
{
    public const int NotOpened = 200;
    public const int AlreadyOpened = 201;
    public const int AccountClosed = 202;
    public const int AccountFrozen = 203;

    public const int UnknownCurrency = 210;
    public const int WrongCurrency = 211;
    public const int OverdraftLimitOutOfRange = 212;
    public const int OverdraftLimitTooFine = 213;
    public const int MalformedHoldId = 214;
    public const int AmountOutOfRange = 215;
    public const int AmountTooFine = 216;
    public const int UnknownCreditKind = 217;
    public const int MalformedText = 218;
    public const int ExpiryPast = 219;
    public const int ExpiryTooFar = 220;
    public const int HoldDiffers = 221;
    public const int TooManyHolds = 222;
    public const int InsufficientFunds = 223;
    public const int BalanceTooLarge = 224;
    public const int NoSuchHold = 225;
    public const int CaptureExceedsHold = 226;
    public const int HoldNotExpired = 227;
    public const int NotEmpty = 228;
    public const int HoldsOpen = 229;
}
