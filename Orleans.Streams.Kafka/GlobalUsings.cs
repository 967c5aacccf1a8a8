// Orleans has an ErrorCode too.
global using KafkaCode = Confluent.Kafka.ErrorCode;
global using Microsoft.Extensions.Logging;
global using Orleans.Runtime;
