using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;

namespace CommandProcessor.Grains.Reactors.Steps;

internal static class RefusalExtensions
{
    extension(Refusal refusal)
    {
        /// <summary>Why, as text that a command takes.</summary>
        public string ToReason() => refusal.Message.Length <= FreeText.LengthMax ? refusal.Message : refusal.Message[..FreeText.LengthMax];
    }
}
