using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Reactors.Steps;

namespace CommandProcessor.Grains.Reactors.Runtime;

internal static class ReactorExtensions
{
    extension(IReactor reactor)
    {
        /// <summary>What an event asks for. One that cannot be read has its aggregate wait, parked.</summary>
        public Reaction? ReactOrFail(RecordedEvent recorded)
        {
            try
            {
                return reactor.React(recorded);
            }
            catch (Exception exception)
            {
                return new(recorded.Aggregate.Value, Failing(exception));
            }
        }
    }

    private static IEnumerable<Wave> Failing(Exception exception)
    {
        if (exception is not null) throw new ReactionFailedException(exception.Message, isTransient: false, exception);
        yield break;
    }
}
