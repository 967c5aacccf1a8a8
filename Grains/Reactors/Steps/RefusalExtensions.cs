using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;

namespace CommandProcessor.Grains.Reactors.Steps;

internal static class RefusalExtensions
{
    extension(Refusal refusal)
    {
        /// <summary>The same, saying who refused, no longer than a text that a command takes.</summary>
        public Refusal Of(AggregateId target)
        {
            var message = $"{target}: {refusal.Message}";
            return refusal with { Message = message.Length <= FreeText.LengthMax ? message : message[..FreeText.LengthMax] };
        }
    }
}
