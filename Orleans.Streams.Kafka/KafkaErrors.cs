namespace Orleans.Streams.Kafka;

/// <summary>What Kafka's error codes mean for us.</summary>
internal static class KafkaErrors
{
    extension(KafkaCode code)
    {
        public bool IsMissingTopic => code is KafkaCode.UnknownTopicOrPart or KafkaCode.Local_UnknownTopic or KafkaCode.Local_UnknownPartition;

        /// <summary>Trying again does not help.</summary>
        public bool IsFinal => code is
            KafkaCode.MsgSizeTooLarge or KafkaCode.InvalidMsg or KafkaCode.InvalidRecord or KafkaCode.TopicAuthorizationFailed
            or KafkaCode.ClusterAuthorizationFailed or KafkaCode.Local_InvalidArg or KafkaCode.UnsupportedForMessageFormat
            or KafkaCode.InvalidConfig or KafkaCode.InvalidPartitions or KafkaCode.PolicyViolation or KafkaCode.TopicException;
    }
}
